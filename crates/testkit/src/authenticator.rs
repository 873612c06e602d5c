//! A phone with a passkey in it, and the browser around it: what they would hand to the archive, for tests. Everything it says
//! can be spoiled.

use archive::PersonId;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;
use sha2::{Digest, Sha256};

/// What stands before the point of a P-256 key in its SPKI (RFC 5480).
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// An authenticator that holds one passkey.
pub struct Authenticator {
    key: EcdsaKeyPair,
    random: SystemRandom,
    /// The passkey's own name for itself.
    pub credential: Vec<u8>,
    /// The host it thinks it talks to.
    pub host: String,
    /// Where the page comes from.
    pub origin: String,
    /// Whether somebody was there (1) and was known (4).
    pub flags: u8,
    /// How often it signed; 0 for one that does not count.
    pub uses: u32,
    /// Whose passkey it says it is.
    pub person: PersonId,
    /// Whether the page stood in another's frame.
    pub is_framed: bool,
}

impl Authenticator {
    /// A phone that visits the archive at `origin`, with a key for a person.
    pub fn at(host: &str, origin: &str, person: PersonId) -> Self {
        let random = SystemRandom::new();
        let signing = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(signing, &random).expect("a key can be made");
        let key = EcdsaKeyPair::from_pkcs8(signing, document.as_ref(), &random).expect("a key can be read");
        let credential = key.public_key().as_ref().iter().skip(1).take(16).copied().collect();
        let (host, origin) = (host.to_owned(), origin.to_owned());
        Self { key, random, credential, host, origin, flags: 0b101, uses: 0, person, is_framed: false }
    }

    /// What the browser hands over when the passkey is made; `challenge` in base64url.
    pub fn made(&self, challenge: &str) -> String {
        let length = (self.credential.len() as u16).to_be_bytes();
        let kept = [&[0; 16][..], &length, &self.credential, b"a COSE key, which nobody reads"].concat();
        let key = [&SPKI[..], self.key.public_key().as_ref()].concat();
        json!({
            "client": text(&self.client("webauthn.create", challenge)),
            "authenticator": text(&[self.said(0b0100_0000), kept].concat()),
            "key": text(&key),
            "algorithm": -7,
        })
        .to_string()
    }

    /// What the browser hands over when the passkey is shown; `challenge` in base64url.
    pub fn shown(&self, challenge: &str) -> String {
        let (client, authenticator) = (self.client("webauthn.get", challenge), self.said(0));
        let signed = [authenticator.as_slice(), &Sha256::digest(&client)].concat();
        let signature = self.key.sign(&self.random, &signed).expect("a key signs");
        json!({
            "credential": text(&self.credential),
            "user": text(&self.person.number().to_be_bytes()),
            "client": text(&client),
            "authenticator": text(&authenticator),
            "signature": text(signature.as_ref()),
        })
        .to_string()
    }

    fn client(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let client = json!({
            "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": self.is_framed, "more": [1],
        });
        client.to_string().into_bytes()
    }

    fn said(&self, more: u8) -> Vec<u8> {
        [&Sha256::digest(self.host.as_bytes())[..], &[self.flags | more], &self.uses.to_be_bytes()].concat()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
