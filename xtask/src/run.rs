//! Runs other programs. Every failure names the whole command, so that it can be repeated by hand.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// Runs a command with its output on ours; fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(status.success(), "{} ended with {status}", shown(command));
    Ok(())
}

/// Runs a command in silence and returns what it printed; when it fails, the error holds everything it said.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let cried = String::from_utf8_lossy(&output.stderr);
        bail!("{} ended with {}\n{said}{cried}", shown(command), output.status);
    }
    Ok(said)
}

/// The platform of this machine, as the compiler calls it.
pub fn platform() -> Result<String> {
    let said = capture(Command::new("rustc").arg("-vV"))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what it is made for")
}

/// Runs a command, hands on each line of its standard output as it comes, and prints it too; returns whether it succeeded.
pub fn follow(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", shown(command)))?;
    let stdout = child.stdout.take().context("the child has no standard output")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        each(&line);
    }
    Ok(child.wait()?.success())
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_is_named_in_full_with_what_it_said() {
        let error = capture(Command::new("sh").args(["-c", "echo why >&2; exit 3"])).unwrap_err().to_string();
        assert!(error.contains("sh -c echo why >&2; exit 3 ended with"), "{error}");
        assert!(error.ends_with("why\n"), "{error}");
    }

    #[test]
    fn following_a_command_sees_every_line_and_the_outcome() {
        let mut lines = Vec::new();
        let good =
            follow(Command::new("sh").args(["-c", "echo one; echo two; exit 1"]), |line| lines.push(line.to_owned()));
        assert!(!good.unwrap());
        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn a_missing_program_is_an_error_and_not_a_panic() {
        assert!(run(&mut Command::new("no-such-program-here")).is_err());
    }
}
