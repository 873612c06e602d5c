//! How a reader likes a page: theme, face, size, width, justification, paragraph style, whether it offers words to share it
//! and whether single keys do something.
//!
//! Kept in one small cookie (`reader`), so that it works for guests and without script, and for members with their
//! account too. Anything odd in the cookie reads as the default: a page must never fail because of a preference.

/// Makes a closed choice with a word for cookies, forms and attributes, and the name of its message.
macro_rules! choice {
    ($(#[$doc:meta])* $type:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $message:expr),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$vdoc])* $variant),+ }

        impl $type {
            /// Every choice, in the order of the form; the first is the default.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in cookies, forms and attributes.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The name of the message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message),+ }
            }

            /// The choice of a word; the default when the word is unknown.
            pub fn of(word: &str) -> Self {
                Self::ALL.iter().copied().find(|choice| choice.word() == word).unwrap_or_default()
            }
        }
    };
}

choice! {
    /// Ink and paper.
    Theme {
        /// Paper by day, lamplight by night, as the device says.
        #[default]
        Auto = "auto", message!("theme-auto"),
        /// Light.
        Paper = "paper", message!("theme-paper"),
        /// Dark.
        Lamplight = "lamplight", message!("theme-lamplight"),
        /// Warm and low in contrast.
        Sepia = "sepia", message!("theme-sepia"),
        /// Black on white.
        Contrast = "contrast", message!("theme-contrast"),
    }
}

choice! {
    /// The typeface of a work's text.
    Face {
        /// Made for long reading on screens.
        #[default]
        Literata = "literata", message!("face-literata"),
        /// Letters that cannot be mistaken for each other.
        Atkinson = "atkinson", message!("face-atkinson"),
        /// Heavy-bottomed letters some dyslexic readers like.
        Dyslexic = "dyslexic", message!("face-dyslexic"),
        /// Whatever the device reads in.
        System = "system", message!("face-system"),
    }
}

choice! {
    /// The size of a work's text.
    Size {
        /// The default.
        #[default]
        Medium = "medium", message!("size-medium"),
        /// For a crowd of words on a small screen.
        Small = "small", message!("size-small"),
        /// Larger.
        Large = "large", message!("size-large"),
        /// For an e-ink reader at arm's length.
        Huge = "huge", message!("size-huge"),
    }
}

choice! {
    /// How many characters a line holds, at most.
    Width {
        /// About 66, a book's line.
        #[default]
        Book = "book", message!("width-book"),
        /// About 50.
        Narrow = "narrow", message!("width-narrow"),
        /// About 80.
        Wide = "wide", message!("width-wide"),
    }
}

choice! {
    /// Whether lines end where they like.
    Edge {
        /// The right edge is left ragged.
        #[default]
        Ragged = "ragged", message!("edge-ragged"),
        /// Both edges are straight.
        Justified = "justified", message!("edge-justified"),
    }
}

choice! {
    /// How a new paragraph shows.
    Paragraphs {
        /// A line apart, as fans are used to on screens.
        #[default]
        Spaced = "spaced", message!("paragraphs-spaced"),
        /// An indented first line, as in a printed book.
        Indented = "indented", message!("paragraphs-indented"),
    }
}

choice! {
    /// Whether the pages of works offer words to share them elsewhere (POST-20).
    Share {
        /// They do.
        #[default]
        Offered = "offered", message!("share-offered"),
        /// They do not.
        Hidden = "hidden", message!("share-hidden"),
    }
}

choice! {
    /// Whether single keys do something (WCAG 2.1.4).
    Keys {
        /// They do.
        #[default]
        On = "keys", message!("keys-on"),
        /// They do not.
        Off = "no-keys", message!("keys-off"),
    }
}

/// All of a reader's choices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reader {
    /// Ink and paper.
    pub theme: Theme,
    /// The typeface.
    pub face: Face,
    /// Its size.
    pub size: Size,
    /// The length of a line.
    pub width: Width,
    /// The right edge.
    pub edge: Edge,
    /// The style of paragraphs.
    pub paragraphs: Paragraphs,
    /// Words to share a work.
    pub share: Share,
    /// Single keys.
    pub keys: Keys,
}

/// The cookie's name.
pub const COOKIE: &str = "reader";

impl Reader {
    /// Whether single keys do something.
    pub fn has_keys(self) -> bool {
        self.keys == Keys::On
    }

    /// Reads a cookie's value: the eight words in order, with dots between.
    pub fn from_cookie(value: &str) -> Self {
        let mut words = value.split('.');
        let mut next = || words.next().unwrap_or_default();
        Self {
            theme: Theme::of(next()),
            face: Face::of(next()),
            size: Size::of(next()),
            width: Width::of(next()),
            edge: Edge::of(next()),
            paragraphs: Paragraphs::of(next()),
            share: Share::of(next()),
            keys: Keys::of(next()),
        }
    }

    /// The cookie's value, read back by [`Reader::from_cookie`].
    pub fn to_cookie(self) -> String {
        let words = [
            self.theme.word(),
            self.face.word(),
            self.size.word(),
            self.width.word(),
            self.edge.word(),
            self.paragraphs.word(),
            self.share.word(),
            self.keys.word(),
        ];
        words.join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_back_from_their_cookie() {
        for theme in Theme::ALL {
            for face in Face::ALL {
                let (edge, keys) = (Edge::Justified, Keys::Off);
                let reader = Reader { theme: *theme, face: *face, edge, keys, ..Reader::default() };
                assert_eq!(Reader::from_cookie(&reader.to_cookie()), reader);
            }
        }
    }

    #[test]
    fn an_odd_cookie_reads_as_the_default() {
        for odd in ["", "....", "paper\"", "<script>", "auto.comic-sans.large", "a.b.c.d.e.f.g.h"] {
            let reader = Reader::from_cookie(odd);
            assert_eq!(reader.face, Face::Literata, "{odd}");
        }
        assert_eq!(Reader::from_cookie("sepia.comic-sans.large").size, Size::Large);
    }
}
