//! `foolscap user`: accounts, roles and sanctions from the terminal, by the same functions as the pages, noted in the same log.

use std::io::{self, BufRead as _, BufWriter, stdin};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow, bail};
use archive::accounts::{self, Address, HashedPassword, Listed, NewAccount, Password, Role};
use archive::{Archive, Errand, Error, PersonId, Viewer, invitations, moderation, people};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::args::{Create, Export, GiveRole, Invite, LogOut, Named, Place, Rename, Sanction, Suspend, User, UserDeed};
use crate::place;
use crate::settings::FromFile;

const HOST: Viewer = Viewer::Custodian(Errand::Host);

/// Does what was asked for.
pub fn run(wishes: &User) -> Result<ExitCode> {
    match &wishes.deed {
        UserDeed::Create(wish) => create(wish)?,
        UserDeed::List(wish) => list(&wish.place)?,
        UserDeed::Reset(wish) => reset(&wish.name, &wish.place)?,
        UserDeed::TakeSecondFactor(wish) => take_second_factor(wish)?,
        UserDeed::LogOut(wish) => log_out(wish)?,
        UserDeed::Invite(wish) => invite(wish)?,
        UserDeed::Role(wish) => role(wish)?,
        UserDeed::Rename(wish) => rename(wish)?,
        UserDeed::Suspend(wish) => suspend(wish)?,
        UserDeed::Ban(wish) => ban(wish)?,
        UserDeed::Lift(wish) => lift(wish)?,
        UserDeed::Export(wish) => export(wish)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn create(wish: &Create) -> Result<()> {
    let role = wish.role.as_deref().map(role_of).transpose()?;
    people::check_name(&wish.name)?;
    let address = wish.address.parse()?;
    let archive = place::open(&wish.place)?;
    let password = first_password(&archive, wish)?;
    let new = NewAccount { name: wish.name.clone(), address, password, consents: Vec::new() };
    let made = archive.write(move |tx| {
        let person = accounts::make(&HOST, tx, &new)?;
        role.map_or(Ok(()), |role| accounts::give(&HOST, tx, person, role)).map(|()| person)
    });
    let person = made.wait()?;
    println!("made the account {}", wish.name);
    if wish.password { Ok(()) } else { print_link(&archive, person, &wish.place) }
}

/// The password on standard input, or one that nobody knows.
fn first_password(archive: &Archive, wish: &Create) -> Result<HashedPassword> {
    if !wish.password {
        let unknown = Password::typed(archive.chance().secret().text());
        return Ok(unknown.hashed(archive.chance())?);
    }
    let mut line = String::new();
    stdin().lock().read_line(&mut line).context("the password cannot be read from standard input")?;
    let typed = line.trim_end_matches(['\r', '\n']);
    Ok(Password::chosen(typed, &wish.name)?.hashed(archive.chance())?)
}

fn list(place: &Place) -> Result<()> {
    let archive = place::open(place)?;
    for account in archive.read(|tx| accounts::list(&HOST, tx)).wait()? {
        println!("{}", line(&account));
    }
    Ok(())
}

fn line(account: &Listed) -> String {
    let day = TimeZone::UTC.to_datetime(account.joined).date();
    let mut words = vec![account.name.clone(), account.address.clone(), format!("since {day}")];
    words.extend(account.roles.iter().map(|role| role.word().to_owned()));
    if !account.is_confirmed {
        words.push("not confirmed".to_owned());
    }
    match account.sanction.as_ref().map(|sanction| sanction.until) {
        Some(Some(until)) => words.push(format!("suspended until {}", TimeZone::UTC.to_datetime(until).date())),
        Some(None) => words.push("banned".to_owned()),
        None => {}
    }
    words.join("  ")
}

fn reset(name: &str, place: &Place) -> Result<()> {
    let archive = place::open(place)?;
    let person = person(&archive, name)?;
    print_link(&archive, person, place)
}

fn take_second_factor(wish: &Named) -> Result<()> {
    let archive = place::open(&wish.place)?;
    let person = person(&archive, &wish.name)?;
    match archive.write(move |tx| accounts::take_second_factor(&HOST, tx, person)).wait() {
        Err(Error::NotFound) => bail!("{} has neither a second factor nor a passkey", wish.name),
        other => other?,
    }
    println!(
        "{} has neither second factor nor passkeys any more, is logged out everywhere and gets a letter",
        wish.name
    );
    Ok(())
}

fn print_link(archive: &Archive, person: PersonId, place: &Place) -> Result<()> {
    let secret = archive.chance().secret();
    let kept = secret.clone();
    archive.write(move |tx| accounts::make_reset(&HOST, tx, person, &kept)).wait()?;
    println!("a new password is chosen at {}/users/password/{}", place::home(place)?, secret.text());
    println!("the link is good for a week and for one time; give it to nobody else");
    Ok(())
}

fn log_out(wish: &LogOut) -> Result<()> {
    let archive = place::open(&wish.place)?;
    let whom = wish.name.as_deref().map(|name| person(&archive, name)).transpose()?;
    archive.write(move |tx| accounts::log_out(&HOST, tx, whom)).wait()?;
    match &wish.name {
        Some(name) => println!("{name} is logged out everywhere"),
        None => println!("everybody is logged out everywhere"),
    }
    Ok(())
}

fn invite(wish: &Invite) -> Result<()> {
    let address: Address = wish.address.parse()?;
    let archive = place::open(&wish.place)?;
    let secret = archive.chance().secret();
    let kept = secret.clone();
    archive.write(move |tx| invitations::link_by_host(&HOST, tx, &address, &kept)).wait()?;
    println!("{} makes an account at {}/invitations/{}", wish.address, place::home(&wish.place)?, secret.text());
    println!("the link is good for thirty days and for one account");
    Ok(())
}

fn role(wish: &GiveRole) -> Result<()> {
    let (role, taking) = (role_of(&wish.role)?, wish.take);
    let archive = place::open(&wish.place)?;
    let person = person(&archive, &wish.name)?;
    let change = if taking { accounts::take } else { accounts::give };
    archive.write(move |tx| change(&HOST, tx, person, role)).wait()?;
    let done = if taking { "is no longer" } else { "is now" };
    println!("{} {done} {}", wish.name, role.word());
    Ok(())
}

fn rename(wish: &Rename) -> Result<()> {
    let archive = place::open(&wish.place)?;
    let (person, new, reason) = (person(&archive, &wish.name)?, wish.new.clone(), wish.reason.clone());
    archive.write(move |tx| moderation::give_name(&HOST, tx, person, &new, &reason)).wait()?;
    println!("{} is called {} from now on, and nobody else can take the old name", wish.name, wish.new);
    Ok(())
}

fn suspend(wish: &Suspend) -> Result<()> {
    let until = end_of(&wish.until)?;
    let archive = place::open(&wish.place)?;
    let (person, reason) = (person(&archive, &wish.name)?, wish.reason.clone());
    let done = archive.write(move |tx| moderation::suspend(&HOST, tx, person, until, &reason));
    done.wait()?;
    println!("{} is suspended until the end of {} (UTC) and logged out everywhere", wish.name, wish.until);
    Ok(())
}

fn ban(wish: &Sanction) -> Result<()> {
    let archive = place::open(&wish.place)?;
    let (person, reason) = (person(&archive, &wish.name)?, wish.reason.clone());
    archive.write(move |tx| moderation::ban(&HOST, tx, person, &reason)).wait()?;
    println!("{} is banned and logged out everywhere", wish.name);
    Ok(())
}

fn lift(wish: &Sanction) -> Result<()> {
    let archive = place::open(&wish.place)?;
    let (person, reason) = (person(&archive, &wish.name)?, wish.reason.clone());
    let lifted = archive.write(move |tx| moderation::lift(&HOST, tx, person, &reason)).wait();
    match lifted {
        Err(Error::NotFound) => bail!("{} is under no sanction", wish.name),
        other => other?,
    }
    println!("{} can write again", wish.name);
    Ok(())
}

/// Written aside and moved into its place when it is whole.
fn export(wish: &Export) -> Result<()> {
    let (file, folder) = (&wish.file, wish.file.parent().filter(|folder| !folder.as_os_str().is_empty()));
    if file.exists() {
        bail!("{} is there already; choose another name", file.display());
    }
    let aside =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(|error| not_written(file, &error))?;
    let archive = place::open(&wish.place)?;
    let person = person(&archive, &wish.name)?;
    archive.write(move |tx| accounts::note_export(&HOST, tx, person)).wait()?;
    let (settings, site) = (FromFile::read(&wish.place.data)?, site::SiteSettings::default());
    let (name, address) = (settings.name.unwrap_or(site.name), settings.address.unwrap_or(site.address));
    let say = site::Messages::english()?.for_header(None);
    let house = site::belongings::House { archive: &archive, say: &say, name: &name, address: &address };
    site::belongings::pack(&house, person, BufWriter::new(aside.as_file()))?;
    aside.persist_noclobber(file).map_err(|error| not_written(file, &error.error))?;
    println!("wrote everything of {} to {}", wish.name, file.display());
    Ok(())
}

fn not_written(file: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{} cannot be written: {error}", file.display())
}

/// The member of a name.
fn person(archive: &Archive, name: &str) -> Result<PersonId> {
    let asked = name.to_owned();
    match archive.read(move |tx| people::by_name(&HOST, tx, &asked)).wait() {
        Ok(person) if person.is_member => Ok(person.id),
        Ok(_) | Err(Error::NotFound) => {
            bail!("nobody here has an account called “{name}”; `foolscap user list` names all")
        }
        Err(error) => Err(error.into()),
    }
}

fn role_of(word: &str) -> Result<Role> {
    let words: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    Role::of_word(word).ok_or_else(|| anyhow!("there is no role “{word}”; the roles are {}", words.join(", ")))
}

/// The end of a day, in UTC.
fn end_of(day: &str) -> Result<Timestamp> {
    let day: Date = day.parse().map_err(|_| anyhow!("“{day}” is no day; write it as 2026-12-31"))?;
    Ok(day.at(23, 59, 59, 0).to_zoned_datetime(TimeZone::UTC)?.timestamp())
}
