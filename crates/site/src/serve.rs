//! Listens, and hands each request to the front desk: HTTP/1.1 and HTTP/2 on the same port.
//!
//! Every connection has limits: time to send its headers, size of headers, streams at once. On shutdown no new
//! connection is taken, open ones finish what they are at, and stragglers are cut off after a while.

use std::{
    convert::Infallible,
    io,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::body::Body;
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::Front;

/// What a connection may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at the same time; more wait in the system's queue.
    pub connections: usize,
    /// Time to send a request's headers.
    pub header_time: Duration,
    /// Bytes of a request's headers.
    pub header_bytes: usize,
    /// Time that open requests have to finish when the site shuts down.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            header_time: Duration::from_secs(10),
            header_bytes: 32 * 1024,
            farewell: Duration::from_secs(20),
        }
    }
}

/// Serves a site on every listener until `shutdown` is done, then lets open requests finish.
pub async fn serve(front: Front, listeners: Vec<TcpListener>, limits: Limits, shutdown: impl Future<Output = ()>) {
    let (builder, seats) = (Arc::new(builder(&limits)), Arc::new(Semaphore::new(limits.connections)));
    let desk = Desk { front, builder, seats, header_time: limits.header_time };
    let graceful = Arc::new(GracefulShutdown::new());
    let mut doors = JoinSet::new();
    for listener in listeners {
        doors.spawn(desk.clone().receive(listener, Arc::clone(&graceful)));
    }
    shutdown.await;
    doors.shutdown().await;
    if let Some(graceful) = Arc::into_inner(graceful)
        && timeout(limits.farewell, graceful.shutdown()).await.is_err()
    {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_headers(100)
        .max_buf_size(limits.header_bytes.max(8_192));
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(limits.header_bytes as u32)
        .max_concurrent_streams(100)
        .keep_alive_interval(Duration::from_secs(30));
    builder
}

/// What every connection shares.
#[derive(Clone)]
struct Desk {
    front: Front,
    builder: Arc<Builder<TokioExecutor>>,
    seats: Arc<Semaphore>,
    header_time: Duration,
}

impl Desk {
    /// Takes connections, as many as there are seats for, until it is dropped.
    async fn receive(self, listener: TcpListener, graceful: Arc<GracefulShutdown>) {
        loop {
            let Ok(seat) = Arc::clone(&self.seats).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let talk = self.clone().talk(stream, graceful.watcher());
                    tokio::spawn(async move {
                        talk.await;
                        drop(seat);
                    });
                }
                Err(error) => pause_after(&error).await,
            }
        }
    }

    async fn talk(self, stream: TcpStream, watcher: hyper_util::server::graceful::Watcher) {
        // Answers are written whole; waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        let (front, has_asked) = (self.front, AtomicBool::new(false));
        let service = service_fn(|request: hyper::Request<Incoming>| {
            has_asked.store(true, Ordering::Relaxed);
            let front = front.clone();
            async move { Ok::<_, Infallible>(front.answer(request.map(Body::new)).await) }
        });
        let connection = self.builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let mut connection = pin!(watcher.watch(connection));
        // The library counts the time only from when it knows which HTTP is spoken: whoever says nothing would stay.
        let ended = match timeout(self.header_time, connection.as_mut()).await {
            Ok(ended) => ended,
            Err(_) if !has_asked.load(Ordering::Relaxed) => return,
            Err(_) => connection.await,
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Out of file handles or the like: trying again at once would spin.
async fn pause_after(error: &io::Error) {
    tracing::warn!(%error, "a connection could not be taken");
    sleep(Duration::from_millis(100)).await;
}
