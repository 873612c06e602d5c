//! The program as it is published: the slow build with everything optimised together.

use anyhow::Result;

use crate::House;

/// Builds it and says where it stands and how large it is.
pub fn release(house: &House) -> Result<()> {
    let program = house.program("dist")?;
    let megabytes = program.metadata()?.len() as f64 / 1_048_576.0;
    println!("{} ({megabytes:.1} MB)", program.display());
    Ok(())
}
