//! ZIP files, opened with suspicion (M3, R30): the one way in which any reader looks into a ZIP.
