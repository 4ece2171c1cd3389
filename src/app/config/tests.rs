use crate::app::config::*;

fn from(file: &str, env: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let layer = env.iter().fold(Figment::new(), |layer, (key, value)| {
        layer.merge((*key, value.parse::<figment::value::Value>().unwrap()))
    });
    Config::from_layers(file, layer)
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let config = from("port = 9000\nmin_group = 7", &[("port", "9001")]).unwrap();
    assert_eq!((config.port, config.min_group), (9001, 7));
    assert_eq!(config.database(), "sqlite://data/common-ground.db");
    assert_eq!(config.site(9001), "http://127.0.0.1:9001");
}

#[test]
fn a_misspelt_setting_names_the_nearest_known_one() {
    let error = from("", &[("min_gruop", "6")]).unwrap_err().to_string();
    assert_eq!(error, "COMMON_GROUND_MIN_GRUOP is not a setting; did you mean COMMON_GROUND_MIN_GROUP?");
    let error = from("port = 80\nsmtp_ca_fil = 'x'", &[]).unwrap_err().to_string();
    assert_eq!(
        error,
        "smtp_ca_fil in common-ground.toml, line 2 is not a setting; did you mean smtp_ca_file?"
    );
    let error = from("backup_folder = 'x'", &[]).unwrap_err().to_string();
    assert!(error.ends_with("line 1 is not a setting; did you mean backup_dir?"), "{error}");
}

#[test]
fn a_value_that_cannot_be_right_names_its_key() {
    for (file, begins, ends) in [
        ("min_group = 3", "COMMON_GROUND_MIN_GROUP: 3 is too small", ""),
        ("site_url = 'feedback'", "COMMON_GROUND_SITE_URL:", ""),
        ("site_url = 'https://h/?x=1'", "COMMON_GROUND_SITE_URL:", ""),
        ("mail_from = 'the library'", "COMMON_GROUND_MAIL_FROM:", ""),
        ("ip_header = 'X-Real-IP: '", "COMMON_GROUND_IP_HEADER:", ""),
        ("mail_per_domain = 0", "COMMON_GROUND_MAIL_PER_DOMAIN: 0 would stop", ""),
        (
            "mail_per_domain = 'many'",
            "mail_per_domain in common-ground.toml, line 1",
            "(it takes a whole number)",
        ),
        ("port = 70000", "", "(it takes a number from 0 to 65535)"),
        ("database_url = 'mysql://x'", "COMMON_GROUND_DATABASE_URL:", ""),
        ("# where\nport = 'eight'", "port in common-ground.toml, line 2: ", ""),
    ] {
        let error = from(file, &[]).unwrap_err().to_string();
        assert!(error.starts_with(begins) && error.ends_with(ends), "{error}");
    }
    let error = from("min_group = 7\nport = = 1", &[]).unwrap_err().to_string();
    assert!(error.starts_with("common-ground.toml: ") && error.contains("line 2"), "{error}");
}

#[test]
fn a_database_that_would_be_gone_with_the_service_or_cannot_be_found_is_refused() {
    for url in ["sqlite:", "sqlite://", "sqlite::memory:", "postgres://", "postgres://u:hush@h:99999/x"] {
        let error = from(&format!("database_url = '{url}'"), &[]).unwrap_err().to_string();
        assert!(error.starts_with("COMMON_GROUND_DATABASE_URL:") && !error.contains("hush"), "{error}");
    }
    for url in ["sqlite:///srv/x.db", "postgres://u:p@h/x", "postgres:///x?host=/run/postgresql"] {
        from(&format!("database_url = '{url}'"), &[]).unwrap();
    }
}

#[test]
fn text_in_the_file_without_quotes_is_told_to_put_quotes_around_it() {
    for value in ["8000", "12345678901234567890123456789012", "true", "[\"a\"]", "plain words"] {
        let error = from(&format!("port = 1\nsecret_key = {value}"), &[]).unwrap_err().to_string();
        let told = "secret_key in common-ground.toml, line 2: this setting is text, so put quotes around its value: \
                    secret_key = \"…\"";
        assert_eq!(error, told, "{value}");
    }
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let config =
        Config { secret_key: "hush hush".into(), smtp_url: "smtp://u:pw@h".into(), ..Config::default() };
    let shown = format!("{config:?}");
    assert!(!shown.contains("hush") && !shown.contains("pw"), "{shown}");
}

#[test]
fn an_identity_provider_is_set_whole_or_not_at_all() {
    let whole =
        "oidc_issuer = 'https://login.example.org/t'\noidc_client_id = 'cg'\noidc_client_secret = 'hush'\n";
    let config = from(whole, &[]).unwrap();
    let settings = config.open_id().unwrap();
    assert_eq!(
        (settings.issuer.as_str(), settings.label.as_str()),
        ("https://login.example.org/t", "council account")
    );
    assert!(!format!("{config:?} {settings:?}").contains("hush"));
    assert!(from("", &[]).unwrap().open_id().is_none());
    for (file, key) in [
        ("oidc_client_id = 'cg'".to_owned(), "CLIENT_ID"),
        ("oidc_client_secret = 'hush'".to_owned(), "CLIENT_SECRET"),
        ("oidc_issuer = 'https://login.example.org'".to_owned(), "CLIENT_ID"),
        ("oidc_issuer = 'https://login.example.org'\noidc_client_id = 'cg'".to_owned(), "CLIENT_SECRET"),
        (whole.replace("https:", "http:"), "ISSUER"),
        (whole.replace("https://login.example.org/t", "login.example.org"), "ISSUER"),
        (whole.replace("/t'", "/t?x=1'"), "ISSUER"),
        (format!("{whole}oidc_label = ' '"), "LABEL"),
    ] {
        let error = from(&file, &[]).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("COMMON_GROUND_OIDC_{key}: ")) && !error.contains("hush"),
            "{error}"
        );
    }
    // A provider on this machine needs no certificate.
    from(&whole.replace("https://login.example.org/t", "http://127.0.0.1:4000"), &[]).unwrap();
}
