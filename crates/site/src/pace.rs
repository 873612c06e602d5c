//! How fast a visitor takes what is sent to them, so that who takes it too slowly can be let go.
//!
//! A connection is *busy* while some of an answer is not written yet, or the system takes no more. Slow is who kept it
//! busy for a whole span and took less than asked for in that time; a connection that rests in between, and a handler that
//! thinks, cost nobody anything.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Buf, Frame, SizeHint};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::sleep,
};

/// Bytes that the system may hold unsent for a connection. With its usual megabytes nobody would see a reader's pace.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 32 * 1024;

/// The pace of one connection.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    /// Bytes the system has taken.
    written: AtomicU64,
    /// Parts of answers and writes that are under way.
    busy: AtomicUsize,
    /// How often there was nothing more under way.
    rests: AtomicUsize,
}

impl Pace {
    /// Done when the connection was busy for a whole `span` in which fewer than `least` bytes went out.
    pub(crate) async fn is_too_slow(&self, span: Duration, least: u64) {
        loop {
            let (rests, busy) = (self.rests.load(Ordering::Relaxed), self.busy.load(Ordering::Relaxed));
            let written = self.written.load(Ordering::Relaxed);
            sleep(span).await;
            let was_busy = busy > 0 && self.rests.load(Ordering::Relaxed) == rests;
            if was_busy && self.written.load(Ordering::Relaxed) - written < least {
                return;
            }
        }
    }
}

/// Something under way on a connection, until it is dropped.
#[derive(Debug)]
struct Busy(Arc<Pace>);

impl Busy {
    fn at(pace: &Arc<Pace>) -> Self {
        pace.busy.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(pace))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        if self.0.busy.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.0.rests.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// An answer's body on its way.
#[derive(Debug)]
pub(crate) struct Sent {
    body: Body,
    pace: Arc<Pace>,
}

/// Some of a body, with the sign that it is under way: both are dropped when it has been written, and in HTTP/2 that waits
/// for the visitor's leave.
#[derive(Debug)]
pub(crate) struct Part {
    bytes: Bytes,
    _busy: Busy,
}

impl Sent {
    /// A body that goes out on a connection.
    pub(crate) fn new(body: Body, pace: &Arc<Pace>) -> Self {
        Self { body, pace: Arc::clone(pace) }
    }
}

impl HttpBody for Sent {
    type Data = Part;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Part>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let part = |bytes| Part { bytes, _busy: Busy::at(&self.pace) };
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Buf for Part {
    fn remaining(&self) -> usize {
        self.bytes.remaining()
    }

    fn chunk(&self) -> &[u8] {
        self.bytes.chunk()
    }

    fn advance(&mut self, count: usize) {
        self.bytes.advance(count);
    }
}

/// A connection that notes its pace.
#[derive(Debug)]
pub(crate) struct Paced {
    stream: TcpStream,
    pace: Arc<Pace>,
    /// Held while there is more to write than the system takes.
    waits: Option<Busy>,
}

impl Paced {
    /// A fresh connection.
    pub(crate) fn new(stream: TcpStream, pace: &Arc<Pace>) -> Self {
        // Answers are written whole; waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        #[cfg(target_os = "linux")]
        let _ = socket2::SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT);
        Self { stream, pace: Arc::clone(pace), waits: None }
    }

    fn note(&mut self, wanted: usize, written: &Poll<io::Result<usize>>) {
        let has_more = match written {
            Poll::Pending => true,
            Poll::Ready(Ok(bytes)) => {
                self.pace.written.fetch_add(*bytes as u64, Ordering::Relaxed);
                *bytes < wanted
            }
            Poll::Ready(Err(_)) => false,
        };
        if has_more {
            self.waits.get_or_insert_with(|| Busy::at(&self.pace));
        } else {
            self.waits = None;
        }
    }
}

impl AsyncRead for Paced {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Paced {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.note(bytes.len(), &written);
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.note(parts.iter().map(|part| part.len()).sum(), &written);
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
