//! The ground floor from outside, on every database there is here, with the cast.

#[cfg(test)]
mod accounts;
mod asking;
#[cfg(test)]
mod bookmarks;
#[cfg(test)]
mod brought_ties;
#[cfg(test)]
mod claims;
#[cfg(test)]
mod collected_lists;
#[cfg(test)]
mod collected_news;
#[cfg(test)]
mod collecting;
#[cfg(test)]
mod collections;
#[cfg(test)]
mod comments;
#[cfg(test)]
mod conversations;
#[cfg(test)]
mod creators;
mod dating;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod drafts;
mod events;
#[cfg(test)]
mod feed;
#[cfg(test)]
mod filters;
#[cfg(test)]
mod gifts;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod invitations;
#[cfg(test)]
mod kudos;
#[cfg(test)]
mod moderation;
#[cfg(test)]
mod news;
#[cfg(test)]
mod news_letters;
mod nodes;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod own;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod passwords;
#[cfg(test)]
mod people;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod pseuds;
#[cfg(test)]
mod reach;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod reading_lists;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod rolls;
#[cfg(test)]
mod search;
#[cfg(test)]
mod second_factor;
#[cfg(test)]
mod series;
#[cfg(test)]
mod shelves;
#[cfg(test)]
mod sieve;
#[cfg(test)]
mod states;
mod statistics;
#[cfg(test)]
mod subscriptions;
#[cfg(test)]
mod tag_search;
#[cfg(test)]
mod tag_talk;
#[cfg(test)]
mod tags;
#[cfg(test)]
mod tending;
#[cfg(test)]
mod texts;
mod typings;
#[cfg(test)]
mod unwelcome;
#[cfg(test)]
mod unwrangled;
mod versions;
#[cfg(test)]
mod vocabulary;
#[cfg(test)]
mod works;
#[cfg(test)]
mod wrangling;
#[cfg(test)]
mod writing;
