//! The site on a real socket: both versions of HTTP, slow clients, and a graceful end.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

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
    on(&TestArchive::new(), limits, test);
}

/// Runs a test against the site of an archive.
fn on(ground: &TestArchive, limits: Limits, test: impl AsyncFnOnce(u16)) {
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

/// Limits that a test need not wait for: 60 kB/s, for half a second.
fn impatient() -> Limits {
    Limits { pace: 60_000, patience: Duration::from_millis(500), ..Limits::default() }
}

/// An archive with a work of about a megabyte, and the work's address.
fn with_a_long_work() -> (TestArchive, String) {
    let ground = TestArchive::new();
    let mut long = testkit::story("Rain", 3);
    for chapter in &mut long.chapters {
        chapter.body = testkit::prose(&"<p>It rained, and it went on raining.</p>".repeat(10_000));
    }
    let id = ground.post(long, archive::works::State::Posted, false);
    (ground, format!("/works/{id}?view_full_work=true"))
}

/// Reads in sips for two seconds and then what is left, until the site closes the connection; gives the number of bytes.
async fn sip(stream: &mut TcpStream, bytes: usize, pause: Duration) -> usize {
    let (mut sip, mut all, began) = (vec![0; bytes], 0, Instant::now());
    while let Ok(read @ 1..) = stream.read(&mut sip).await {
        all += read;
        if began.elapsed() < Duration::from_secs(2) {
            tokio::time::sleep(pause).await;
        }
    }
    all
}

/// A connection whose side of the system holds little, so that reading slowly is seen by the other.
async fn narrow(port: u16) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4_096).unwrap();
    socket.connect((Ipv4Addr::LOCALHOST, port).into()).await.unwrap()
}

#[test]
fn who_takes_an_answer_too_slowly_is_let_go_and_who_takes_it_fast_enough_gets_it_all() {
    let (ground, work) = with_a_long_work();
    on(&ground, impatient(), async |port| {
        let asked = format!("GET {work} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let (mut slow, mut fast) = (narrow(port).await, narrow(port).await);
        slow.write_all(asked.as_bytes()).await.unwrap();
        fast.write_all(asked.as_bytes()).await.unwrap();
        let slow = timeout(Duration::from_secs(20), sip(&mut slow, 500, Duration::from_millis(20)));
        let fast = timeout(Duration::from_secs(20), sip(&mut fast, 64_000, Duration::from_millis(10)));
        let (slow, fast) = tokio::join!(slow, fast);
        assert!(slow.expect("it is cut off") < 1_000_000);
        assert!(fast.expect("it is sent whole") > 1_000_000);
    });
}

#[test]
fn who_gives_no_leave_to_send_is_let_go() {
    let (ground, work) = with_a_long_work();
    on(&ground, impatient(), async |port| {
        let io = TokioIo::new(connect(port).await);
        let (mut client, connection) = hyper::client::conn::http2::Builder::new(TokioExecutor::new())
            .initial_stream_window_size(1_000)
            .handshake(io)
            .await
            .unwrap();
        let driven = tokio::spawn(connection);
        let request = Request::get(format!("http://127.0.0.1:{port}{work}")).body(Empty::<Bytes>::new()).unwrap();
        let answer = client.send_request(request).await.unwrap();
        // The body is never read, so its window never opens again.
        assert!(timeout(Duration::from_secs(20), driven).await.is_ok(), "the connection is closed");
        assert!(answer.into_body().collect().await.is_err());
    });
}

#[test]
fn a_connection_that_rests_stays() {
    against(impatient(), async |port| {
        let mut stream = connect(port).await;
        for _ in 0..2 {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
            let mut first = [0; 12];
            stream.read_exact(&mut first).await.unwrap();
            assert_eq!(&first, b"HTTP/1.1 200");
            tokio::time::sleep(Duration::from_millis(1_200)).await;
            let mut rest = [0; 10_000];
            assert!(stream.read(&mut rest).await.unwrap() > 0);
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
