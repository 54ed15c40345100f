//! The command line, and the environment variables that stand for its options.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{
    audit::Anchor,
    id::{CredentialId, MessageId},
    list::{ListName, Publication},
    staff::Role,
    subscriber::Scope,
};
use service::export::Format;

/// Takes intimate images out of circulation without ever seeing them.
#[derive(Debug, Parser)]
#[command(name = "reclaim", version)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) place: Place,

    /// How log lines are written to standard error.
    #[arg(long, global = true, env = "RECLAIM_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub(crate) log_format: LogFormat,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where everything is kept.
#[derive(Clone, Debug, Args)]
pub(crate) struct Place {
    /// The folder for the SQLite database and the secret key. Where it is not there, `serve`, `migrate`, `restore` and
    /// whatever adds the first people make it; every other command says so and makes nothing.
    #[arg(
        long,
        global = true,
        env = "RECLAIM_DATA",
        default_value = "data",
        value_name = "FOLDER"
    )]
    pub(crate) data: PathBuf,

    /// Another database: `sqlite:PATH` or `postgres://USER@HOST/NAME`.
    #[arg(
        long,
        global = true,
        env = "RECLAIM_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub(crate) database_url: Option<String>,

    /// The file with the secret key; by default `secret.key` in the data folder. The environment variable
    /// RECLAIM_SECRET may hold its text instead.
    #[arg(long, global = true, env = "RECLAIM_SECRET_FILE", value_name = "FILE")]
    pub(crate) secret_file: Option<PathBuf>,
}

impl Place {
    /// Where the secret key is.
    pub(crate) fn secret_file(&self) -> PathBuf {
        self.secret_file
            .clone()
            .unwrap_or_else(|| self.data.join("secret.key"))
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves survivors, staff and platforms.
    Serve(Serve),
    /// Brings the database's tables up to date.
    Migrate {
        /// On PostgreSQL: also gives this role what a server needs, and nothing that would let it touch the record of
        /// acts.
        #[arg(long, value_name = "ROLE")]
        grant: Option<String>,
    },
    /// Manages the people who moderate.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Manages the organisations that follow lists.
    #[command(subcommand)]
    Subscriber(SubscriberCommand),
    /// Writes a whole list to a file, for those who cannot poll.
    Export(Export),
    /// Writes what a platform was served as signed evidence, and verifies such a file.
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    /// Prints the hashes that a browser would make of these files.
    Hash(Hash),
    /// Writes the whole database to a file, while it is served.
    Backup {
        /// The file to write; it must not be there yet.
        file: PathBuf,
        /// Replaces the file where it is there.
        #[arg(long)]
        force: bool,
    },
    /// Puts a backup into a database that has nothing yet.
    Restore {
        /// What `reclaim backup` wrote.
        file: PathBuf,
    },
    /// Prints everything that is known about one case, to answer a court.
    Disclose {
        /// The case's number; `-` reads it from standard input, so that it stays out of the shell's history.
        #[arg(value_name = "CASE-NUMBER")]
        number: String,
    },
    /// Checks the database: numbers, gaps, checkpoints, orphans, damage.
    Doctor,
    /// Shows the generations of the secret key and what depends on each.
    Keys {
        #[command(subcommand)]
        command: Option<KeysCommand>,
    },
    /// Manages the pictures that anyone may know, which screening keeps off the lists.
    #[command(subcommand)]
    Known(KnownCommand),
    /// Reads the record of what staff and operators did.
    #[command(subcommand)]
    Audit(AuditCommand),
}

/// What to do with the pictures that anyone may know.
#[derive(Debug, Subcommand)]
pub(crate) enum KnownCommand {
    /// Adds pictures, or their PDQ hashes.
    Add {
        /// Image files, or hashes of 64 hexadecimal digits.
        #[arg(required = true, value_name = "FILE|HASH")]
        pictures: Vec<String>,
        /// Where they come from, as reviewers will read it; by default the file's name.
        #[arg(long)]
        source: Option<String>,
    },
    /// Lists them: hash, who added it, where it comes from.
    List,
    /// Removes pictures; one that came with the program is left out from now on.
    Remove {
        /// Hashes, as `reclaim known list` shows them.
        #[arg(required = true, value_name = "HASH")]
        hashes: Vec<String>,
    },
}

/// How to serve.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The address to listen on.
    #[arg(long, env = "RECLAIM_HOST", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,

    /// The port to listen on; 0 takes any free one.
    #[arg(long, env = "RECLAIM_PORT", default_value_t = 3000)]
    pub(crate) port: u16,

    /// Makes a demonstration member of staff and a demonstration subscriber where there are none.
    #[arg(long)]
    pub(crate) demo: bool,

    /// When entries that screen clean are published, for lists that are made at this start.
    #[arg(long, env = "RECLAIM_PUBLICATION", value_enum, default_value_t = PublicationArgument::PublishFirst)]
    pub(crate) publication: PublicationArgument,

    /// Serves adults too, on a list of their own.
    #[arg(long, env = "RECLAIM_SERVE_ADULTS")]
    pub(crate) serve_adults: bool,

    /// Serves two languages that nobody speaks as well, made of English, to test the pages with.
    #[arg(long, env = "RECLAIM_PSEUDO_LANGUAGES")]
    pub(crate) pseudo_languages: bool,

    /// The neutral page that "Leave this site" goes to.
    #[arg(
        long,
        env = "RECLAIM_EXIT_URL",
        default_value = "https://www.wikipedia.org/",
        value_name = "URL"
    )]
    pub(crate) exit_url: String,

    /// Where the source of this version of the program is offered, for whoever wants to check it.
    #[arg(long, env = "RECLAIM_SOURCE_URL", value_name = "URL")]
    pub(crate) source_url: Option<String>,
    /// A proxy in front of this server whose X-Forwarded-For is believed; may be given several times. Without one, all
    /// who come through a proxy count as one visitor.
    #[arg(
        long,
        env = "RECLAIM_TRUSTED_PROXY",
        value_delimiter = ',',
        value_name = "ADDRESS"
    )]
    pub(crate) trusted_proxy: Vec<IpAddr>,

    /// Whether those who come too often are told to wait; `off` is for measurements only.
    #[arg(long, env = "RECLAIM_LIMITS", value_enum, default_value_t = Limits::On)]
    pub(crate) limits: Limits,

    /// Where people reach this site, as a browser shows it: `https://reclaim.example`. Passkeys of staff are bound to it;
    /// by default it is `http://localhost` with the port.
    #[arg(long, env = "RECLAIM_ORIGIN", value_name = "URL")]
    pub(crate) origin: Option<String>,

    /// How often accepted entries are put on the lists, in milliseconds.
    #[arg(long, env = "RECLAIM_SEQUENCER_INTERVAL", default_value = "1000", value_parser = milliseconds, value_name = "MS")]
    pub(crate) sequencer_interval: Duration,

    /// Lets platforms on this very machine be woken, also without TLS; for trying things out.
    #[arg(long, env = "RECLAIM_WEBHOOK_LOOPBACK")]
    pub(crate) webhook_loopback: bool,

    /// Where metrics for Prometheus are served, for example `127.0.0.1:9090`; nowhere by default.
    #[arg(long, env = "RECLAIM_METRICS_ADDRESS", value_name = "ADDRESS:PORT")]
    pub(crate) metrics_address: Option<SocketAddr>,
}

/// Which list to write, and how.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The list's name.
    #[arg(value_parser = list, default_value = "exploitative", value_name = "LIST")]
    pub(crate) list: ListName,
    /// `csv`, a line an entry, or `vics`, Project VIC's data model 1.3.
    #[arg(long, value_parser = export_format, default_value = "csv")]
    pub(crate) format: Format,
    /// The file to write; it must not be there yet. Standard output by default.
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What to do about evidence.
#[derive(Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// Prints what a platform was served, signed.
    Export {
        /// The platform's member number.
        member: i32,
        /// Only what was served at this moment or later, for example 2026-01-31T23:59:59Z.
        #[arg(long, value_name = "MOMENT")]
        from: Option<String>,
    },
    /// Prints the public keys that evidence is verified with.
    Keys,
    /// Checks the signature of evidence, without a database or the secret key.
    Verify {
        /// The evidence.
        file: PathBuf,
        /// The public keys, as `/.well-known/reclaim-evidence-keys.json` has them.
        #[arg(long, value_name = "FILE")]
        keys: PathBuf,
    },
}

/// Whether anyone is told to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Limits {
    /// Whoever comes too often.
    On,
    /// Nobody.
    Off,
}

/// When clean entries are published.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PublicationArgument {
    /// At once, reviewed afterwards.
    PublishFirst,
    /// After staff confirmed them.
    ReviewFirst,
}

impl From<PublicationArgument> for Publication {
    fn from(argument: PublicationArgument) -> Self {
        match argument {
            PublicationArgument::PublishFirst => Self::PublishFirst,
            PublicationArgument::ReviewFirst => Self::ReviewFirst,
        }
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What to do with staff.
#[derive(Debug, Subcommand)]
pub(crate) enum StaffCommand {
    /// Adds someone and prints their passphrase and the seed of their codes once. The first admins are made here; a third
    /// takes two people.
    Add {
        /// The name to sign in with.
        name: String,
        /// What they may do: reviewer, lead, admin or auditor.
        #[arg(long, value_parser = role, default_value = "reviewer")]
        role: Role,
        /// Reads the passphrase from standard input instead of drawing one.
        #[arg(long)]
        passphrase_stdin: bool,
    },
    /// Gives someone a new seed for sign-in codes and prints it once, for their phone.
    Code {
        /// The name that they sign in with.
        name: String,
    },
    /// Makes a link by which someone sets an account up themselves; of someone who has one, anew.
    Invite {
        /// The name to sign in with.
        name: String,
        /// What they may do, for a new account: reviewer, lead, admin or auditor.
        #[arg(long, value_parser = role, default_value = "reviewer")]
        role: Role,
        /// Where people reach this site: `https://reclaim.example`.
        #[arg(long, env = "RECLAIM_ORIGIN", value_name = "URL")]
        origin: Option<String>,
    },
    /// Gives someone another role, also an admin. Nobody is made an admin here.
    Role {
        /// The name that they sign in with.
        name: String,
        /// What they may do: reviewer, lead or auditor.
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Ends someone's account and all their sessions, also an admin's.
    End {
        /// The name that they sign in with.
        name: String,
    },
}

/// What to do with subscribers.
#[derive(Debug, Subcommand)]
pub(crate) enum SubscriberCommand {
    /// Adds an organisation and prints its credential once.
    Add {
        /// The organisation's name.
        name: String,
        /// How to reach the organisation; kept sealed.
        #[arg(long, value_name = "TEXT")]
        contact: Option<String>,
        /// A list that it may read; may be given several times.
        #[arg(long = "list", value_parser = list, default_value = "exploitative", value_name = "LIST")]
        lists: Vec<ListName>,
    },
    /// Shows every organisation, with its lists and its keys.
    List,
    /// Says where and whether an organisation is woken when a list advances.
    Webhook {
        /// Its member number.
        member: i32,
        /// What to do with it.
        #[command(subcommand)]
        command: WebhookCommand,
    },
    /// Prints a code with which someone makes the account of an organisation at /platform/claim, for its first account
    /// or after everything that opened one was lost. Earlier accounts end when someone has signed in with the new one.
    Invite {
        /// Its member number.
        member: i32,
    },
    /// Lets an organisation choose a list that was made after it joined.
    Grant {
        /// Its member number.
        member: i32,
        /// The list.
        #[arg(value_parser = list, value_name = "LIST")]
        list: ListName,
        /// It follows the list at once, instead of choosing so on its pages.
        #[arg(long)]
        follow: bool,
    },
    /// Takes a list back: the organisation follows it no more, at once, and may not choose it.
    RevokeList {
        /// Its member number.
        member: i32,
        /// The list.
        #[arg(value_parser = list, value_name = "LIST")]
        list: ListName,
    },
    /// Ends an organisation's account on the pages, with its sessions; its keys stay as they are.
    EndAccount {
        /// Its member number.
        member: i32,
        /// The name that someone signs in with; every account of the organisation where there is none.
        name: Option<String>,
    },
    /// Stops an organisation from reading: no credential of it opens anything.
    Suspend {
        /// Its member number.
        member: i32,
    },
    /// Lets an organisation read again.
    Resume {
        /// Its member number.
        member: i32,
    },
    /// Gives an organisation another key and prints it once.
    Key {
        /// The organisation's member number.
        member: i32,
        /// What the key may be used for: read, feedback, contribute; may be given several times. By default read and
        /// feedback.
        #[arg(long = "scope", value_parser = scope, value_name = "SCOPE")]
        scopes: Vec<Scope>,
        /// The key ends after so many days; by default it has no end.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3_650))]
        days: Option<u32>,
    },
    /// Takes a key back, on every node: at once, or in a few days, so that another can take its place first.
    Revoke {
        /// The organisation's member number.
        member: i32,
        /// The key's id: its user name.
        #[arg(value_parser = key_id, value_name = "KEY-ID")]
        key: CredentialId,
        /// It goes on for so many days; by default it ends at once.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=365))]
        in_days: Option<u32>,
    },
    /// Says whether an organisation may hand in hashes of its own.
    Contribution {
        /// The organisation's member number.
        member: i32,
        /// Whether it may.
        #[arg(action = clap::ArgAction::Set, value_name = "true|false")]
        may: bool,
    },
}

/// What to do with an organisation's webhook.
#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Wakes the organisation at an address; the first time it prints the secret that messages are signed with, once.
    Set {
        /// Where it is woken: https, on the public internet.
        #[arg(value_name = "URL")]
        address: String,
    },
    /// Shows address, state, public key and the newest messages.
    Show,
    /// Draws another secret and prints it once; for a day messages are signed with both.
    Renew,
    /// Switches it on again, with a new start for what waits.
    On,
    /// Switches it off.
    Off,
    /// Sends a message that says nothing, to see whether it arrives.
    Test,
    /// Sends a message again.
    Replay {
        /// The message's id, as `show` prints it.
        #[arg(value_parser = message_id, value_name = "MESSAGE")]
        message: MessageId,
    },
    /// Forgets address, secret and messages.
    Remove,
}

/// What to do with the secret key.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Takes a new generation into use, while servers go on.
    Rotate {
        /// Only prepares it, to be brought to other nodes first.
        #[arg(long)]
        prepare: bool,
    },
    /// Forgets a generation that nothing depends on any more.
    Retire {
        /// The generation's number.
        generation: u32,
    },
}

/// What to do with the record of acts.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Checks that no line was changed, left out or moved; names the first that was.
    Verify {
        /// A place that `reclaim audit anchor` printed earlier: the record has to go through it. May be given several
        /// times.
        #[arg(long = "anchor", value_parser = anchor, value_name = "LINE:DIGEST")]
        anchors: Vec<Anchor>,
    },
    /// Prints where it ends. Keep that elsewhere: it gives away whoever cuts the end off.
    Anchor,
    /// Prints it, one JSON object a line.
    Export,
}

/// What to hash.
#[derive(Debug, Args)]
pub(crate) struct Hash {
    /// Photos and videos.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// For people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    pub(crate) format: LogFormat,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "a role is reviewer, lead, admin or auditor".to_owned())
}

fn anchor(text: &str) -> Result<Anchor, String> {
    Anchor::parse(text).ok_or_else(|| "give what `reclaim audit anchor` printed".to_owned())
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| "a scope is read, feedback or contribute".to_owned())
}

fn key_id(text: &str) -> Result<CredentialId, String> {
    CredentialId::parse(text).map_err(|error| error.to_string())
}

fn message_id(text: &str) -> Result<MessageId, String> {
    MessageId::parse(text).map_err(|error| error.to_string())
}

fn list(text: &str) -> Result<ListName, String> {
    ListName::parse(text).map_err(|error| error.to_string())
}

fn export_format(text: &str) -> Result<Format, String> {
    Format::parse(text).ok_or_else(|| "a format is csv or vics".to_owned())
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(millis @ 10..=3_600_000) => Ok(Duration::from_millis(millis)),
        _ => Err("give 10 to 3600000 milliseconds".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
