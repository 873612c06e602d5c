//! Forms that carry files: `multipart/form-data`, read whole into the same [`Fields`] as every other form.
//!
//! How much may come is the route's to say ([`crate::Routes::carrying`]); here nothing is written anywhere, and a file is
//! no more than its bytes and the name it had on somebody's machine.

use axum::body::{Body, Bytes};
use multer::Multipart;

use crate::{Problem, form::Fields};

/// More fields and files than this are no form of ours.
const MOST_PARTS: usize = 500;

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// What it was called, without folders. Never a path to write to.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) bytes: Bytes,
}

/// Reads a body of this content type.
pub(crate) async fn fields(content_type: &str, body: Bytes) -> Result<Fields, Problem> {
    let boundary = multer::parse_boundary(content_type).map_err(|_| Problem::Invalid)?;
    let mut parts = Multipart::new(Body::from(body).into_data_stream(), boundary);
    let mut fields = Fields::default();
    for _ in 0..MOST_PARTS {
        let Some(part) = parts.next_field().await.map_err(|_| Problem::Invalid)? else { return Ok(fields) };
        let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(plain_name));
        let bytes = part.bytes().await.map_err(|_| Problem::Invalid)?;
        match file {
            // A field for a file that none was chosen for.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(file) => fields.push_file(name, File { name: file, bytes }),
            None => fields.push(name, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    Err(Problem::Invalid)
}

/// The last part of a name, as some browsers send a whole path.
fn plain_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=xyz";

    fn read(body: &str) -> Result<Fields, Problem> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(fields(KIND, Bytes::from(body.replace('\n', "\r\n"))))
    }

    #[test]
    fn fields_and_files_are_read_beside_each_other() {
        let fields = read(
            "--xyz\nContent-Disposition: form-data; name=\"title\"\n\nRain\n\
             --xyz\nContent-Disposition: form-data; name=\"icon\"; filename=\"C:\\\\pics\\\\me.png\"\n\
             Content-Type: image/png\n\n\u{89}PNG\n\
             --xyz\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\n\n\n--xyz--\n",
        )
        .unwrap();
        assert_eq!(fields.line("title"), "Rain");
        let icon = fields.file("icon").unwrap();
        assert_eq!((icon.name.as_str(), &icon.bytes[..]), ("me.png", "\u{89}PNG".as_bytes()));
        assert!(fields.file("none").is_none() && fields.file("title").is_none());
    }

    #[test]
    fn what_is_no_such_form_is_refused() {
        let part = "--xyz\nContent-Disposition: form-data; name=\"a\"\n\nb\n";
        for bad in ["", "nothing", "--xyz\nno head at all", part, &format!("{}--xyz--\n", part.repeat(501))] {
            assert!(matches!(read(bad), Err(Problem::Invalid)), "{bad}");
        }
        assert!(read(&format!("{}--xyz--\n", part.repeat(499))).is_ok());
    }
}
