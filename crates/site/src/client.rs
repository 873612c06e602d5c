//! Where a request comes from (R16): the other end of the socket. Only where that is a proxy which the host has named
//! is `X-Forwarded-For` believed, and of it the last address that is not such a proxy's too.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use axum::http::HeaderMap;

/// The other end of the socket, set by whoever took the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// An address, or a network such as `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Net {
    address: IpAddr,
    bits: u32,
}

/// A text is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is neither an address like 127.0.0.1 nor a network like 10.0.0.0/8")]
pub struct NotANet(String);

impl FromStr for Net {
    type Err = NotANet;

    fn from_str(text: &str) -> Result<Self, NotANet> {
        let bad = || NotANet(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_| bad())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(all), |bits| bits.trim().parse().map_err(|_| bad()))?;
        if bits > all { Err(bad()) } else { Ok(Self { address, bits }) }
    }
}

impl Net {
    fn holds(self, address: IpAddr) -> bool {
        let differ = match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => u128::from(own.to_bits() ^ other.to_bits()) << 96,
            (IpAddr::V6(own), IpAddr::V6(other)) => own.to_bits() ^ other.to_bits(),
            _ => return false,
        };
        differ.leading_zeros() >= self.bits
    }
}

/// The address of whoever asks.
pub(crate) fn address(peer: IpAddr, headers: &HeaderMap, proxies: &[Net]) -> IpAddr {
    let is_proxy = |address: IpAddr| proxies.iter().any(|proxy| proxy.holds(address));
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let mut hops = lines.iter().flat_map(|line| line.split(',')).rev();
    let mut known = peer.to_canonical();
    while is_proxy(known) {
        let Some(hop) = hops.next().and_then(hop) else { break };
        known = hop;
    }
    known
}

/// An address in a list of them; some proxies add the port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip())).ok()?;
    Some(address.to_canonical())
}

/// What an address counts as: whoever has one address of a /64 network of IPv6 has them all.
pub(crate) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let proxies = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        address(peer.parse().unwrap(), &headers, &proxies).to_string()
    }

    #[test]
    fn a_header_is_believed_from_a_named_proxy_only() {
        let cases: [(&str, &[&str], &str); 10] = [
            ("203.0.113.7", &["198.51.100.1"], "203.0.113.7"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", &["1.1.1.1, 198.51.100.1, 10.2.3.4"], "198.51.100.1"),
            ("127.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["198.51.100.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &["10.9.9.9"], "10.9.9.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("fd00::1", &["2001:db8::7"], "2001:db8::7"),
            ("11.0.0.1", &["198.51.100.1"], "11.0.0.1"),
        ];
        for (peer, forwarded, expected) in cases {
            assert_eq!(seen(peer, forwarded), expected, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused_by_its_name() {
        for bad in ["", "proxy", "10.0.0.0/33", "::/129", "10.0.0.0/x"] {
            assert!(bad.parse::<Net>().unwrap_err().to_string().contains(bad));
        }
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one_address() {
        assert_eq!(household("2001:db8:1:2:3::9".parse().unwrap()).to_string(), "2001:db8:1:2::");
        assert_eq!(household("::ffff:203.0.113.7".parse().unwrap()).to_string(), "203.0.113.7");
    }
}
