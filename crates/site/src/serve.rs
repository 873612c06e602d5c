//! Listens, and hands each request to the front desk: HTTP/1.1 and HTTP/2 on the same port.
//!
//! Every connection has limits: time to send its headers, size of headers, streams at once, and how slowly it may take an
//! answer. So has every address: how many connections. On shutdown no new connection is taken, open ones finish what they
//! are at, and stragglers are cut off after a while.

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
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    Front,
    client::Peer,
    pace::{Pace, Paced, Sent},
    visitors::Visitors,
};

/// What a connection may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at the same time; more wait in the system's queue.
    pub connections: usize,
    /// Connections open at the same time from one address; more are closed at once. Those from this machine do not count.
    pub connections_per_address: usize,
    /// Time to send a request's headers.
    pub header_time: Duration,
    /// Bytes of a request's headers.
    pub header_bytes: usize,
    /// Bytes a second that a visitor takes of an answer, at least.
    pub pace: u64,
    /// How long a visitor may be slower than that.
    pub patience: Duration,
    /// Time that open requests have to finish when the site shuts down.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            connections_per_address: 128,
            header_time: Duration::from_secs(10),
            header_bytes: 32 * 1024,
            pace: 1_000,
            patience: Duration::from_secs(30),
            farewell: Duration::from_secs(20),
        }
    }
}

/// Serves a site on every listener until `shutdown` is done, then lets open requests finish.
pub async fn serve(front: Front, listeners: Vec<TcpListener>, limits: Limits, shutdown: impl Future<Output = ()>) {
    let (builder, seats) = (Arc::new(builder(&limits)), Arc::new(Semaphore::new(limits.connections)));
    let desk = Desk { front, builder, seats, visitors: Visitors::new(limits.connections_per_address), limits };
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
    visitors: Visitors,
    limits: Limits,
}

impl Desk {
    /// Takes connections, as many as there are seats for, until it is dropped.
    async fn receive(self, listener: TcpListener, graceful: Arc<GracefulShutdown>) {
        loop {
            let Ok(seat) = Arc::clone(&self.seats).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, from)) => {
                    let Some(place) = self.visitors.admit(from.ip()) else { continue };
                    let talk = self.clone().talk(stream, Peer(from.ip()), graceful.watcher());
                    tokio::spawn(async move {
                        talk.await;
                        drop((seat, place));
                    });
                }
                Err(error) => pause_after(&error).await,
            }
        }
    }

    /// Answers a visitor until one of the two ends it, or the visitor takes an answer too slowly.
    async fn talk(self, stream: TcpStream, peer: Peer, watcher: Watcher) {
        let (pace, Limits { patience, .. }) = (Arc::new(Pace::default()), self.limits);
        let least = self.limits.pace.saturating_mul(patience.as_millis() as u64) / 1_000;
        tokio::select! {
            () = self.answer(Paced::new(stream, &pace), peer, watcher, &pace) => {}
            () = pace.is_too_slow(patience, least) => tracing::debug!("a visitor takes an answer too slowly"),
        }
    }

    async fn answer(self, stream: Paced, peer: Peer, watcher: Watcher, pace: &Arc<Pace>) {
        let has_asked = AtomicBool::new(false);
        let service = service_fn(|mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            has_asked.store(true, Ordering::Relaxed);
            let (front, pace) = (self.front.clone(), Arc::clone(pace));
            async move {
                let answer = front.answer(request.map(Body::new)).await;
                Ok::<_, Infallible>(answer.map(|body| Sent::new(body, &pace)))
            }
        });
        let connection = self.builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let mut connection = pin!(watcher.watch(connection));
        // The library counts the time only from when it knows which HTTP is spoken: whoever says nothing would stay.
        let ended = match timeout(self.limits.header_time, connection.as_mut()).await {
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
