//! What an authenticator says and signs, checked (WebAuthn level 3, §7.1 and §7.2).
//!
//! Knows no database. Which device made a passkey is not asked (attestation “none”), so that nothing but the key matters; that it
//! has seen its owner, by a finger, a face or a PIN, is demanded, because a passkey stands for both factors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls::pki_types::{SignatureVerificationAlgorithm, SubjectPublicKeyInfoDer};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use webpki::RawPublicKeyEntity;

use crate::{PersonId, Secret};

/// Somebody touched the authenticator, and it knew them.
const PRESENT_AND_VERIFIED: u8 = 0b0000_0101;

/// A passkey comes with what the authenticator says.
const HAS_CREDENTIAL: u8 = 0b0100_0000;

/// Longer names no authenticator gives itself (§7.1 step 25).
const LONGEST_CREDENTIAL: usize = 1_023;

/// The signatures that are understood, by their COSE numbers, the best first: all that passkeys are made with.
const SIGNATURES: &[(i64, &dyn SignatureVerificationAlgorithm)] = &[
    (-8, webpki::ring::ED25519),
    (-7, webpki::ring::ECDSA_P256_SHA256),
    (-257, webpki::ring::RSA_PKCS1_2048_8192_SHA256),
];

/// The COSE numbers of the signatures that are understood, the best first.
pub fn algorithms() -> Vec<i64> {
    SIGNATURES.iter().map(|(number, _)| *number).collect()
}

/// Where passkeys are good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the host, which a passkey belongs to for ever: `archive.example`.
    pub host: String,
    /// Where the pages come from: `https://archive.example`.
    pub origin: String,
}

/// What a browser hands over when a passkey is made, as its script packs it: JSON, bytes in base64url.
#[derive(Debug, Clone, Deserialize)]
struct Made {
    client: String,
    authenticator: String,
    key: String,
    algorithm: i64,
}

/// What a browser hands over when a passkey is shown.
#[derive(Debug, Clone, Deserialize)]
struct Shown {
    credential: String,
    user: String,
    client: String,
    authenticator: String,
    signature: String,
}

/// What the browser adds to what the authenticator says.
#[derive(Deserialize)]
struct Client {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    is_framed: bool,
}

/// What the authenticator says: for which host, with which flags, how often it signed, and what follows.
struct Said<'b> {
    flags: u8,
    uses: u32,
    rest: &'b [u8],
}

/// A passkey that was made here.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewKey {
    /// What was signed for: the secret that was given out.
    pub(super) challenge: Secret,
    /// The passkey's own name for itself, in hex.
    pub(super) credential: String,
    /// Its public key.
    pub(super) spki: Vec<u8>,
    /// The COSE number of its signatures.
    pub(super) algorithm: i64,
    /// How often it says that it was used.
    pub(super) uses: i64,
}

/// A passkey that was shown here; whether it is one of ours, [`ShownKey::is_signed`] says.
pub(super) struct ShownKey {
    pub(super) challenge: Secret,
    pub(super) credential: String,
    /// Whose it says it is.
    pub(super) person: PersonId,
    pub(super) uses: i64,
    signed: Vec<u8>,
    signature: Vec<u8>,
}

/// A passkey as the browser hands it over; nothing when it was not made for this place, by its owner, or with a signature that
/// is understood.
pub(super) fn made(place: &Place, json: &str) -> Option<NewKey> {
    let made: Made = serde_json::from_str(json).ok()?;
    let (authenticator, spki) = (bytes(&made.authenticator)?, bytes(&made.key)?);
    let challenge = challenge_of(place, "webauthn.create", &bytes(&made.client)?)?;
    let said = said(place, &authenticator)?;
    if said.flags & HAS_CREDENTIAL == 0 || !is_key(&spki, made.algorithm) {
        return None;
    }
    let (_, rest) = said.rest.split_first_chunk::<16>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let credential = rest.get(..usize::from(u16::from_be_bytes(*length)))?;
    if credential.is_empty() || credential.len() > LONGEST_CREDENTIAL {
        return None;
    }
    let (credential, algorithm) = (crate::secret::hex(credential), made.algorithm);
    Some(NewKey { challenge, credential, spki, algorithm, uses: said.uses.into() })
}

/// A passkey as the browser shows it; nothing when it was not signed for this place by its owner.
pub(super) fn shown(place: &Place, json: &str) -> Option<ShownKey> {
    let shown: Shown = serde_json::from_str(json).ok()?;
    let (client, authenticator) = (bytes(&shown.client)?, bytes(&shown.authenticator)?);
    let challenge = challenge_of(place, "webauthn.get", &client)?;
    let uses = said(place, &authenticator)?.uses.into();
    let person = PersonId::new(i64::from_be_bytes(bytes(&shown.user)?.try_into().ok()?));
    let (credential, signature) = (crate::secret::hex(&bytes(&shown.credential)?), bytes(&shown.signature)?);
    let signed = [authenticator.as_slice(), &Sha256::digest(&client)].concat();
    Some(ShownKey { challenge, credential, person, uses, signed, signature })
}

impl ShownKey {
    /// Whether the owner of a public key has signed it.
    pub(super) fn is_signed(&self, spki: &[u8], algorithm: i64) -> bool {
        verdict(spki, algorithm, &self.signed, &self.signature).is_some_and(|verdict| verdict.is_ok())
    }
}

/// A secret as a browser takes what is to be signed, in base64url.
pub fn challenge(secret: &Secret) -> String {
    URL_SAFE_NO_PAD.encode(secret.text())
}

/// The name under which an authenticator keeps a person's passkey, in base64url.
pub fn handle(person: PersonId) -> String {
    URL_SAFE_NO_PAD.encode(person.number().to_be_bytes())
}

/// The bytes of something in hex, in base64url.
pub(super) fn base64_of_hex(hex: &str) -> String {
    let pairs = hex.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    let bytes: Vec<u8> = pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// The challenge that the browser says was signed, if it says the right things about it.
fn challenge_of(place: &Place, kind: &str, json: &[u8]) -> Option<Secret> {
    let client: Client = serde_json::from_slice(json).ok()?;
    let good = client.kind == kind && client.origin == place.origin && !client.is_framed;
    let challenge = String::from_utf8(bytes(&client.challenge)?).ok()?;
    good.then(|| Secret::shown(challenge))
}

/// What the authenticator says, if it says it to this host, and somebody was there whom it knew.
fn said<'b>(place: &Place, bytes: &'b [u8]) -> Option<Said<'b>> {
    let (host, rest) = bytes.split_first_chunk::<32>()?;
    let ([flags], rest) = rest.split_first_chunk::<1>()?;
    let (uses, rest) = rest.split_first_chunk::<4>()?;
    let good = host.as_slice() == Sha256::digest(place.host.as_bytes()).as_slice()
        && flags & PRESENT_AND_VERIFIED == PRESENT_AND_VERIFIED;
    good.then_some(Said { flags: *flags, uses: u32::from_be_bytes(*uses), rest })
}

/// Whether these bytes are a public key for these signatures: of a wrong signature it says that it is wrong, and nothing else.
fn is_key(spki: &[u8], algorithm: i64) -> bool {
    let empty = verdict(spki, algorithm, b"", b"");
    matches!(empty, Some(Err(webpki::Error::InvalidSignatureForPublicKey)))
}

/// What a key says of a signature; nothing when it is no key, or its signatures are not understood.
fn verdict(spki: &[u8], algorithm: i64, signed: &[u8], signature: &[u8]) -> Option<Result<(), webpki::Error>> {
    let (_, with) = SIGNATURES.iter().find(|(number, _)| *number == algorithm)?;
    let spki = SubjectPublicKeyInfoDer::from(spki);
    let key = RawPublicKeyEntity::try_from(&spki).ok()?;
    Some(key.verify_signature(*with, signed, signature))
}
