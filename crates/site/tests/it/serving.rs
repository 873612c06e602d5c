//! The site on a real socket: both versions of HTTP, slow clients, and a graceful end.

use std::{net::Ipv4Addr, time::Duration};

use archive::Archive;
use http_body_util::{BodyExt, Empty};
use hyper::{Request, StatusCode, body::Bytes};
use hyper_util::rt::{TokioExecutor, TokioIo};
use site::{Limits, Site, SiteSettings, serve};
use testkit::TestArchive;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

/// A site that listens, and the way to end it.
struct Listening {
    port: u16,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

async fn listen(archive: Archive, limits: Limits) -> Listening {
    let front = Site::open(archive, SiteSettings::default()).unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(serve(front, vec![listener], limits, async {
        let _ = stopped.await;
    }));
    Listening { port, stop, served }
}

/// Runs a test against a listening site, and ends it.
fn against(limits: Limits, test: impl AsyncFnOnce(u16)) {
    let ground = TestArchive::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listening = listen(ground.archive.clone(), limits).await;
        test(listening.port).await;
        listening.stop.send(()).unwrap();
        timeout(Duration::from_secs(5), listening.served).await.expect("the site ends").unwrap();
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, listening.port)).await.is_err(), "nobody listens any more");
    });
}

async fn connect(port: u16) -> TcpStream {
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap()
}

/// Sends bytes and reads until the site closes the connection.
async fn talk(port: u16, bytes: &[u8]) -> String {
    let mut stream = connect(port).await;
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn it_speaks_http_1() {
    against(Limits::default(), async |port| {
        let answer = talk(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.ends_with("ok\n"), "{answer}");
    });
}

#[test]
fn it_speaks_http_2_on_the_same_port() {
    against(Limits::default(), async |port| {
        let io = TokioIo::new(connect(port).await);
        let (mut client, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), io).await.unwrap();
        let driven = tokio::spawn(connection);
        let request = Request::get(format!("http://127.0.0.1:{port}/")).body(Empty::<Bytes>::new()).unwrap();
        let answer = client.send_request(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert!(!answer.into_body().collect().await.unwrap().to_bytes().is_empty());
        drop(client);
        driven.abort();
    });
}

#[test]
fn a_client_that_never_finishes_its_headers_is_let_go() {
    let limits = Limits { header_time: Duration::from_millis(100), ..Limits::default() };
    against(limits, async |port| {
        let answer = timeout(Duration::from_secs(5), talk(port, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")).await;
        assert!(!answer.expect("the connection is closed").contains("200 OK"));
    });
}

#[test]
fn a_client_that_does_not_say_what_it_speaks_is_let_go() {
    let limits = Limits { header_time: Duration::from_millis(100), ..Limits::default() };
    against(limits, async |port| {
        for beginning in ["", "PRI", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
            let answer = timeout(Duration::from_secs(5), talk(port, beginning.as_bytes())).await;
            assert!(answer.is_ok(), "the connection is closed after {beginning:?}");
        }
    });
}

#[test]
fn headers_without_end_are_refused() {
    against(Limits::default(), async |port| {
        let endless = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "x".repeat(100_000));
        assert!(talk(port, endless.as_bytes()).await.starts_with("HTTP/1.1 431 "));
    });
}

#[test]
fn an_answer_that_is_under_way_is_finished_before_the_end() {
    against(Limits::default(), async |port| {
        // The connection stays open after the answer; ending the site must not wait for it for ever.
        let mut stream = connect(port).await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        drop(stream);
    });
}
