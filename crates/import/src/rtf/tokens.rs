//! The tokens of RTF: groups, control words and symbols, bytes of text. Linear, and never past the end.

/// A piece of an RTF file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\nameN`.
    Word(&'a str, Option<i32>),
    /// `\` and a sign, such as `\*` or `\~`.
    Symbol(u8),
    /// `\'xx`
    Hex(u8),
    /// Text as it stands, without line ends.
    Text(&'a [u8]),
}

/// Takes an RTF file apart.
#[derive(Debug)]
pub struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The tokens of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Takes bytes off the front for as long as they fit, at most `limit` of them.
    fn take(&mut self, limit: usize, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().take(limit).take_while(|byte| fits(**byte)).count();
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, &[]));
        self.rest = rest;
        taken
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.byte();
        Some(match first {
            b'\'' => {
                let digits = self.take(2, |byte| byte.is_ascii_hexdigit());
                let text = std::str::from_utf8(digits).unwrap_or_default();
                u8::from_str_radix(text, 16).map_or(Token::Symbol(b'\''), Token::Hex)
            }
            b'\r' | b'\n' => Token::Word("par", None),
            b'\t' => Token::Word("tab", None),
            sign => Token::Symbol(sign),
        })
    }

    /// A control word with its number and the space that ends it.
    fn word(&mut self) -> Token<'a> {
        let name = std::str::from_utf8(self.take(32, |byte| byte.is_ascii_alphabetic())).unwrap_or_default();
        let is_negative = self.rest.starts_with(b"-") && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if is_negative {
            self.byte();
        }
        let digits = std::str::from_utf8(self.take(10, |byte| byte.is_ascii_digit())).unwrap_or_default();
        let number = digits.parse::<i32>().ok().map(|number| if is_negative { -number } else { number });
        self.take(1, |byte| byte == b' ');
        if name == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.take(length, |_| true);
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.take(usize::MAX, |byte| matches!(byte, b'\r' | b'\n' | 0));
        match self.rest.first()? {
            b'{' => self.byte().map(|_| Token::Open),
            b'}' => self.byte().map(|_| Token::Close),
            b'\\' => {
                self.byte();
                self.control()
            }
            _ => Some(Token::Text(
                self.take(usize::MAX, |byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn files_are_taken_apart_as_the_specification_says() {
        let cases: &[(&[u8], &[Token<'_>])] = &[
            (b"{\\b x}", &[Token::Open, Token::Word("b", None), Token::Text(b"x"), Token::Close]),
            (b"\\b0x", &[Token::Word("b", Some(0)), Token::Text(b"x")]),
            (b"\\u-3 ?", &[Token::Word("u", Some(-3)), Token::Text(b"?")]),
            (b"\\b-x", &[Token::Word("b", None), Token::Text(b"-x")]),
            (b"\\'e9\\~\\*", &[Token::Hex(0xe9), Token::Symbol(b'~'), Token::Symbol(b'*')]),
            (b"a\r\nb\\\nc", &[Token::Text(b"a"), Token::Text(b"b"), Token::Word("par", None), Token::Text(b"c")]),
            (b"\\bin4 }{\\x}", &[Token::Word("bin", Some(4)), Token::Close]),
            (b"\\bin999 }", &[Token::Word("bin", Some(999))]),
            (b"\\", &[]),
            (b"\\'", &[Token::Symbol(b'\'')]),
            (b"\\u99999999999 x", &[Token::Word("u", None), Token::Text(b"9 x")]),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Tokens::new(bytes).collect::<Vec<_>>(), *expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Tokens::new(&bytes).count() <= bytes.len());
        }
    }
}
