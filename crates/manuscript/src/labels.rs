//! The fixed labels of an archive: ratings, archive warnings and categories (TAG-5).
//!
//! These are closed sets that readers filter by; everything else on a title page is a free tag. Their names are the
//! words fans know, because other programs read them from our files.

use serde::{Deserialize, Serialize};

/// A word that is none of the names of the label it was read as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a known label")]
pub struct UnknownLabel(pub String);

/// Makes a closed set of labels whose canonical names round-trip through `name` and `FromStr`, ignoring case.
macro_rules! label {
    ($(#[$doc:meta])* $type:ident { $($(#[$vdoc:meta])* $variant:ident = $name:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub enum $type { $($(#[$vdoc])* $variant),+ }

        impl $type {
            /// Every label of the set, in the order in which archives list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The canonical name, as shown on pages and written to files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.name()) }
        }

        impl std::str::FromStr for $type {
            type Err = UnknownLabel;

            fn from_str(word: &str) -> Result<Self, UnknownLabel> {
                let word = word.trim();
                let is = |name: &str| word.eq_ignore_ascii_case(name);
                $(if is($name) $(|| is($alias))* { return Ok(Self::$variant); })+
                Err(UnknownLabel(word.to_owned()))
            }
        }

        impl From<$type> for String {
            fn from(label: $type) -> Self { label.name().to_owned() }
        }

        impl TryFrom<String> for $type {
            type Error = UnknownLabel;

            fn try_from(word: String) -> Result<Self, UnknownLabel> { word.parse() }
        }
    };
}

label! {
    /// How explicit a work is. Exactly one a work (POST-2).
    Rating {
        /// The author did not rate the work; treated as adult by the gate (POST-21).
        NotRated = "Not Rated",
        /// Suitable for everybody.
        General = "General Audiences" | "General",
        /// Suitable for teenagers and older.
        Teen = "Teen And Up Audiences" | "Teen",
        /// Adult themes.
        Mature = "Mature",
        /// Explicit adult content.
        Explicit = "Explicit",
    }
}

impl Rating {
    /// Whether a reader must have agreed to see adult content before the text is shown (POST-21).
    pub const fn is_adult(self) -> bool {
        matches!(self, Self::NotRated | Self::Mature | Self::Explicit)
    }
}

label! {
    /// What a reader is warned of, or that the author chose not to say (TAG-5). At least one a work (POST-2).
    Warning {
        /// Anything may be inside.
        ChoseNotToWarn = "Creator Chose Not To Use Archive Warnings" | "Choose Not To Use Archive Warnings",
        /// None of the warned-of things is inside.
        NoneApply = "No Archive Warnings Apply",
        /// Violence described in detail.
        Violence = "Graphic Depictions Of Violence",
        /// A main character dies.
        Death = "Major Character Death",
        /// Rape or non-consensual acts.
        NonCon = "Rape/Non-Con",
        /// Sex of characters under age.
        Underage = "Underage Sex" | "Underage",
    }
}

label! {
    /// What kind of relationships a work is about. None or several a work.
    Category {
        /// Female and male.
        FM = "F/M",
        /// Female and female.
        FF = "F/F",
        /// Not about romance.
        Gen = "Gen",
        /// Male and male.
        MM = "M/M",
        /// Several kinds.
        Multi = "Multi",
        /// Another kind.
        Other = "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_read_back_from_its_own_name_in_any_case() {
        for label in Warning::ALL {
            assert_eq!(label.name().to_uppercase().parse(), Ok(*label));
        }
        assert_eq!("choose not to use archive warnings".parse(), Ok(Warning::ChoseNotToWarn));
        assert_eq!("fluff".parse::<Rating>(), Err(UnknownLabel("fluff".into())));
    }
}
