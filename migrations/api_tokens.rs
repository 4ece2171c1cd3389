//! Access tokens, by which programs read and write what somebody may in one programme; and what became of requests that
//! programs may send twice. A token goes with its person and its programme, and requests go with their token.

use sea_orm_migration::prelude::*;

use crate::columns::{drop_all, id, index, instant, reference, small, table, text, text_or_none, unique};

step! {
    ApiTokens = "m20261130_000120_api_tokens"
}

#[async_trait::async_trait]
impl MigrationTrait for ApiTokens {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            id("id"),
            id("person_id"),
            id("programme_id"),
            text("name"),
            text("token_hash"),
            text("scopes"),
            instant("created_at"),
            instant("expires_at"),
            text_or_none("used_on"),
        ];
        let mut token = table("api_token", &["id"], columns);
        token.foreign_key(&mut reference("api_token", "person_id", "person"));
        token.foreign_key(&mut reference("api_token", "programme_id", "programme"));
        manager.create_table(token).await?;
        manager.create_index(unique("api_token", &["token_hash"])).await?;
        manager.create_index(index("api_token", &["person_id", "programme_id"])).await?;
        manager.create_index(index("api_token", &["programme_id"])).await?;
        let columns = vec![
            id("token_id"),
            text("key_hash"),
            text("body_hash"),
            small("status"),
            text("location"),
            text("answer"),
            instant("created_at"),
        ];
        let mut request = table("api_request", &["token_id", "key_hash"], columns);
        request.foreign_key(&mut reference("api_request", "token_id", "api_token"));
        manager.create_table(request).await?;
        manager.create_index(index("api_request", &["created_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["api_token", "api_request"]).await
    }
}
