//! How many connections an address has open, so that one cannot take all seats.
//!
//! Of IPv6 a whole /64 network counts as one address, because whoever has one has them all. Connections from this machine
//! are a proxy's and are not counted.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::client::household;

/// The open connections of every address. Clones count together.
#[derive(Debug, Clone)]
pub(crate) struct Visitors {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection's place, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    visitors: Visitors,
    /// Nothing for a connection that is not counted.
    address: Option<IpAddr>,
}

impl Visitors {
    /// Nobody is here, and of an address at most so many will be.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// A place for a connection from this address; nothing when it has all it may have.
    pub(crate) fn admit(&self, address: IpAddr) -> Option<Place> {
        let address = counted(address);
        if let Some(address) = address {
            let mut open = self.open();
            let count = open.entry(address).or_default();
            if *count >= self.most {
                return None;
            }
            *count += 1;
        }
        Some(Place { visitors: self.clone(), address })
    }

    fn open(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut open = self.visitors.open();
        match open.get_mut(&address) {
            Some(count) if *count > 1 => *count -= 1,
            _ => _ = open.remove(&address),
        }
    }
}

/// What an address counts as; nothing for this machine's own.
fn counted(address: IpAddr) -> Option<IpAddr> {
    (!address.to_canonical().is_loopback()).then(|| household(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(visitors: &Visitors, address: &str) -> Option<Place> {
        visitors.admit(address.parse().unwrap())
    }

    #[test]
    fn an_address_has_so_many_places_and_gets_them_back() {
        let visitors = Visitors::new(2);
        let (first, _second) = (admit(&visitors, "192.0.2.1"), admit(&visitors, "::ffff:192.0.2.1"));
        assert!(first.is_some());
        assert!(admit(&visitors, "192.0.2.1").is_none());
        assert!(admit(&visitors, "192.0.2.2").is_some(), "others have their own");
        drop(first);
        assert!(admit(&visitors, "192.0.2.1").is_some());
    }

    #[test]
    fn a_network_of_ipv6_is_one_address_and_a_proxy_on_this_machine_is_none() {
        let visitors = Visitors::new(1);
        let _first = admit(&visitors, "2001:db8:1:2::1");
        assert!(admit(&visitors, "2001:db8:1:2:ffff::7").is_none());
        assert!(admit(&visitors, "2001:db8:1:3::1").is_some());
        for own in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            let places: Vec<_> = (0..3).map(|_| admit(&visitors, own)).collect();
            assert!(places.iter().all(Option::is_some), "{own}");
        }
    }

    #[test]
    fn who_has_left_is_not_remembered() {
        let visitors = Visitors::new(3);
        drop((0..3).map(|_| admit(&visitors, "192.0.2.1")).collect::<Vec<_>>());
        assert!(visitors.open().is_empty());
    }
}
