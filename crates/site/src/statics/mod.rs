//! The files that every page uses: one style sheet, one script, faces, the mark.
//!
//! Compiled in, joined and packed once at start, and named by their content's hash, so that browsers keep them for
//! ever and an update is seen at once. The style sheet is many small files in the source and one on the wire.

#[cfg(test)]
mod contrast;
mod sources;

use std::{collections::HashMap, io::Write, sync::OnceLock};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};

use crate::{Answer, Cx, Door, Problem, Routes, front, path::At};

/// The routes of this feature.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/static/{file}", Door::Anyone, show)
}

/// Every static file, ready to be sent.
#[derive(Debug)]
pub struct Statics {
    addresses: HashMap<&'static str, String>,
    files: HashMap<String, StaticFile>,
}

#[derive(Debug)]
struct StaticFile {
    kind: &'static str,
    plain: Bytes,
    /// Left out where packing does not help, as with woff2.
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

impl Statics {
    /// Those of this program, which are the same for every archive that it opens.
    pub(crate) fn compiled_in() -> std::io::Result<&'static Self> {
        static PACKED: OnceLock<Statics> = OnceLock::new();
        match PACKED.get() {
            Some(packed) => Ok(packed),
            None => Self::pack().map(|packed| PACKED.get_or_init(|| packed)),
        }
    }

    /// Joins, names and packs everything.
    fn pack() -> std::io::Result<Self> {
        let mut statics = Self { addresses: HashMap::new(), files: HashMap::new() };
        for (name, bytes) in sources::FACES {
            statics.add(name, "font/woff2", Bytes::from_static(bytes))?;
        }
        statics.add("mark.svg", "image/svg+xml", Bytes::from_static(sources::MARK))?;
        statics.add("keys.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::SCRIPT))?;
        statics.add("talk.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::TALK))?;
        statics.add("writing.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::WRITING))?;
        statics.add("surface.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::SURFACE))?;
        statics.add("complete.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::COMPLETE))?;
        statics.add("wrangling.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::WRANGLING))?;
        statics.add("passkeys.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::PASSKEYS))?;
        statics.add("reading.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::READING))?;
        statics.add("order.js", "text/javascript; charset=utf-8", Bytes::from_static(sources::ORDER))?;
        let sheet = statics.style_sheet();
        statics.add("foolscap.css", "text/css; charset=utf-8", sheet.into())?;
        Ok(statics)
    }

    /// The address of a file by its plain name; empty for a name there is none of.
    pub fn address(&self, name: &str) -> &str {
        self.addresses.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The joined style sheet, with the faces' names replaced by their addresses.
    fn style_sheet(&self) -> String {
        let joined: String = sources::STYLES.concat();
        sources::FACES.iter().fold(joined, |sheet, (name, _)| {
            sheet.replace(&format!("url({name})"), &format!("url({})", self.address(name)))
        })
    }

    fn add(&mut self, name: &'static str, kind: &'static str, plain: Bytes) -> std::io::Result<()> {
        let hash = front::fingerprint(&plain, 6);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let file_name = format!("{stem}-{hash}.{extension}");
        let packs = !kind.starts_with("font/");
        let gzip = packs.then(|| gzipped(&plain)).transpose()?;
        let brotli = packs.then(|| brotlied(&plain)).transpose()?;
        self.addresses.insert(name, format!("/static/{file_name}"));
        self.files.insert(file_name, StaticFile { kind, plain, gzip, brotli });
        Ok(())
    }
}

async fn show(cx: Cx, At(file): At<String>, headers: HeaderMap) -> Answer {
    let file = cx.site().statics().files.get(&file).ok_or(Problem::NotFound)?;

    Ok(file.answer(&headers).into_response())
}

impl StaticFile {
    fn answer(&self, wants: &HeaderMap) -> Response {
        let (coding, body) = match self {
            Self { brotli: Some(packed), .. } if front::accepts(wants, "br") => (Some("br"), packed),
            Self { gzip: Some(packed), .. } if front::accepts(wants, "gzip") => (Some("gzip"), packed),
            Self { plain, .. } => (None, plain),
        };
        let etag = front::etag(body);
        let known = wants.get(header::IF_NONE_MATCH).is_some_and(|theirs| front::matches(theirs, &etag));
        let mut response = Response::new(if known { Body::empty() } else { Body::from(body.clone()) });
        if known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::ETAG, etag);
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

fn gzipped(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(plain)?;
    Ok(gzip.finish()?.into())
}

fn brotlied(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut packed = Vec::new();
    let options = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut packed, &options)?;
    Ok(packed.into())
}
