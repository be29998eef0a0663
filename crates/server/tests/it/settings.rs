//! Starting an installation: settings from three places, no default account, a seal before anything is signed.

use crate::kit::Scratch;

#[test]
fn a_new_installation_says_how_to_begin_and_then_what_is_missing() {
    let dir = Scratch::new();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"];
    dir.manis(serve).refused(1, "manis tenant create");
    let create = ["tenant", "create", "--party", "fr", "--name", "France", "--admin-email", "admin@example.org"];
    let told = dir.manis(create.iter().chain(&["--data-dir", "data"])).good();
    assert!(told.contains("admin@example.org") && told.contains("password"), "{told}");
    dir.manis(create.iter().chain(&["--data-dir", "data"])).refused(1, "FR is there already");
    dir.manis(serve).refused(1, "manis tenant seal --party FR");
    let told = dir.manis(["tenant", "seal", "--party", "FR", "--data-dir", "data"]).good();
    assert!(told.contains("seal.pem"), "{told}");
    dir.manis(["tenant", "seal", "--party", "FR", "--data-dir", "data"]).refused(1, "has a seal already");
    assert!(dir.manis(["tenant", "list", "--data-dir", "data"]).good().contains("FR France: live, seal"));
    let key = std::fs::metadata(dir.0.join("data/keys/FR/seal.key")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(key.permissions().mode() & 0o077, 0, "only its owner may read a key");
    }
    // A table of rules under a wrong name is named, not ignored.
    std::fs::create_dir_all(dir.0.join("data/packs/FR")).unwrap();
    dir.write("data/packs/FR/suspension.csv", "a,b\n");
    dir.manis(serve).refused(1, "suspension.csv is no table of rules");
}

#[test]
fn wrong_settings_are_one_sentence_that_names_them() {
    let dir = Scratch::new();
    dir.write("manis.toml", "listen = \"127.0.0.1:0\"\nlistne = \"x\"\n");
    dir.manis(["serve", "--config", "manis.toml"]).refused(1, "listne");
    dir.manis(["serve", "--config", "nowhere.toml"]).refused(1, "nowhere.toml");
    dir.manis(["serve", "--listen", "here"]).refused(1, "listen");
    dir.manis(["serve", "--epix-listen", "127.0.0.1:0"]).refused(1, "client-ca");
    dir.manis(["serve", "--tls-cert", "cert.pem"]).refused(1, "tls-key");
    dir.manis(["serve", "--database", "mysql://x"]).refused(1, "no address of a database");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    dir.manis(["serve", "--listen", &at]).refused(1, "cannot listen");
    dir.manis(["tenant", "create", "--party", "FR", "--name", "France", "--admin-email", "nobody"])
        .refused(1, "e-mail");
    dir.manis(["tenant", "create", "--party", "France", "--name", "F", "--admin-email", "a@b.org"])
        .refused(2, "--party");
}

#[test]
fn a_demonstration_never_takes_over_a_folder_with_other_things() {
    let dir = Scratch::new();
    std::fs::create_dir(dir.0.join("mine")).unwrap();
    dir.write("mine/thesis.txt", "important");
    let args = ["demo", "--listen", "127.0.0.1:0", "--epix-listen", "127.0.0.1:0", "--data-dir", "mine", "--reset"];
    dir.manis(args).refused(1, "no demonstration");
    assert_eq!(std::fs::read_to_string(dir.0.join("mine/thesis.txt")).unwrap(), "important");
}
