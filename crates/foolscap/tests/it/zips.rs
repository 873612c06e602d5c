//! ZIP files, good and hostile.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An honest ZIP of these files.
pub fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX whose `word/document.xml` is this text.
pub fn docx_of(document: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    zip_of(&[("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", document)])
}

/// A ZIP whose directory lists one packed file under many names, as a ZIP bomb does.
pub fn overlapping(entries: u16) -> Vec<u8> {
    let honest = zip_of(&[("00000.txt", "It rained on the ferry.")]);
    let start = honest.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let end = honest.windows(4).position(|four| four == b"PK\x05\x06").unwrap();
    let (file, entry, tail) = (&honest[..start], &honest[start..end], &honest[end..]);

    let mut bytes = file.to_vec();
    for number in 0..entries {
        let at = bytes.len() + 46;
        bytes.extend_from_slice(entry);
        bytes[at..at + 5].copy_from_slice(format!("{number:05}").as_bytes());
    }
    let size = u32::try_from(bytes.len() - start).unwrap();
    bytes.extend_from_slice(&tail[..8]);
    bytes.extend_from_slice(&entries.to_le_bytes());
    bytes.extend_from_slice(&entries.to_le_bytes());
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&tail[16..]);
    bytes
}
