//! The description of the API (OpenAPI 3.1), made from the table of routes itself, so that none is left out.

use super::route::{May, Route, Takes};
use utoipa::ToSchema;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::{ResponseBuilder, ResponsesBuilder};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Paths, Ref, RefOr, Required, Schema};

/// A type of the API with everything it refers to.
pub struct Described {
    name: String,
    schemas: Vec<(String, RefOr<Schema>)>,
}

/// Describes a type.
pub fn of<T: ToSchema>() -> Described {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    Described { name: T::name().into_owned(), schemas }
}

/// What a route of the API answers.
#[derive(Clone, Copy)]
pub enum Gives {
    /// JSON of this type.
    Json(fn() -> Described),
    /// Something of this media type.
    Bytes(&'static str),
    /// Any JSON.
    Any,
    /// No body.
    Nothing,
}

/// One route of the API in words.
#[derive(Clone, Copy)]
pub struct Doc {
    /// Group.
    pub tag: &'static str,
    /// One line.
    pub summary: &'static str,
    /// JSON it takes.
    pub input: Option<fn() -> Described>,
    /// Takes files instead.
    pub files: bool,
    /// What it answers.
    pub gives: Gives,
    /// Status when all is well.
    pub status: u16,
    /// Parameters of the query: name and meaning.
    pub query: &'static [(&'static str, &'static str)],
}

impl Doc {
    /// A route that is read.
    pub const fn read(tag: &'static str, summary: &'static str, gives: Gives) -> Doc {
        Doc { tag, summary, input: None, files: false, gives, status: 200, query: &[] }
    }

    /// An act.
    pub const fn act(tag: &'static str, summary: &'static str, input: fn() -> Described, gives: Gives) -> Doc {
        Doc { tag, summary, input: Some(input), files: false, gives, status: 200, query: &[] }
    }

    /// With parameters of the query.
    #[must_use]
    pub const fn query(mut self, query: &'static [(&'static str, &'static str)]) -> Doc {
        self.query = query;
        self
    }

    /// With another status.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Doc {
        self.status = status;
        self
    }

    /// Takes files.
    #[must_use]
    pub const fn files(mut self) -> Doc {
        self.files = true;
        self
    }

    /// What the route reads from the body.
    pub const fn takes(&self) -> Takes {
        match (self.input, self.files) {
            (_, true) => Takes::Files,
            (Some(_), false) => Takes::Json,
            (None, false) => Takes::Nothing,
        }
    }
}

fn text() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).build().into()
}

fn parameter(name: &str, place: ParameterIn, about: Option<&str>) -> utoipa::openapi::path::Parameter {
    let required = if place == ParameterIn::Path { Required::True } else { Required::False };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(about)
        .schema(Some(text()))
        .build()
}

/// Names in braces of a path.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// The whole description.
pub fn describe(routes: &[Route], public_url: &str, version: &str) -> OpenApi {
    let mut paths = Paths::new();
    let mut parts = ComponentsBuilder::new().security_scheme(
        "token",
        SecurityScheme::Http(
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("An API token of an account.")).build(),
        ),
    );
    parts = schemas(parts, of::<super::failure::Problem>());
    for route in routes {
        let (Some(doc), Some(method)) = (&route.doc, method(route)) else { continue };
        let mut operation =
            OperationBuilder::new().tag(doc.tag).summary(Some(doc.summary)).operation_id(Some(id(route)));
        for name in names(route.path) {
            operation = operation.parameter(parameter(name, ParameterIn::Path, None));
        }
        for (name, about) in doc.query {
            operation = operation.parameter(parameter(name, ParameterIn::Query, Some(about)));
        }
        if route.method != axum::http::Method::GET {
            let about = "Sent twice with the same key, an act counts once; up to 200 characters.";
            operation = operation.parameter(parameter("Idempotency-Key", ParameterIn::Header, Some(about)));
        }
        if !matches!(route.may, May::Anyone) {
            operation = operation.security(SecurityRequirement::new("token", Vec::<String>::new()));
        }
        if let Some(input) = doc.input {
            let input = input();
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(&input.name))).build();
            let body = RequestBodyBuilder::new().required(Some(Required::True)).content("application/json", content);
            operation = operation.request_body(Some(body.build()));
            parts = schemas(parts, input);
        } else if doc.files {
            let file = ObjectBuilder::new()
                .schema_type(SchemaType::Type(Type::String))
                .content_media_type("application/octet-stream");
            let form = ObjectBuilder::new().property("file", file).property("purpose", text()).required("file");
            let content = ContentBuilder::new().schema(Some(RefOr::T(Schema::from(form.build())))).build();
            let body = RequestBodyBuilder::new().required(Some(Required::True)).content("multipart/form-data", content);
            operation = operation.request_body(Some(body.build()));
        }
        let answer = ResponseBuilder::new().description("As asked.");
        let answer = match doc.gives {
            Gives::Json(output) => {
                let output = output();
                let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(&output.name))).build();
                parts = schemas(parts, output);
                answer.content("application/json", content)
            }
            Gives::Bytes(media) => answer.content(media, ContentBuilder::new().build()),
            Gives::Nothing => answer,
            Gives::Any => answer.content("application/json", ContentBuilder::new().build()),
        };
        let problem = || {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            ResponseBuilder::new()
                .description("What to do instead (RFC 9457).")
                .content("application/problem+json", content)
        };
        let responses = ResponsesBuilder::new()
            .response(doc.status.to_string(), answer.build())
            .response("default", problem().build());
        let operation = operation.responses(responses.build()).build();
        paths.add_path_operation(route.path, vec![method], operation);
    }
    let info = InfoBuilder::new()
        .title("Manis")
        .version(version)
        .description(Some(
            "Acts on CITES applications, permits, exchange and reports. Every act that a page offers is here, with the same \
             answer. Errors are problem details (RFC 9457); `code` is stable.",
        ))
        .build();
    let server = utoipa::openapi::ServerBuilder::new().url(public_url).build();
    let mut out = OpenApiBuilder::new().info(info).paths(paths).components(Some(parts.build())).build();
    out.servers = Some(vec![server]);
    out
}

fn schemas(parts: ComponentsBuilder, described: Described) -> ComponentsBuilder {
    described.schemas.into_iter().fold(parts, |parts, (name, schema)| parts.schema(name, schema))
}

fn method(route: &Route) -> Option<HttpMethod> {
    match route.method.as_str() {
        "GET" => Some(HttpMethod::Get),
        "POST" => Some(HttpMethod::Post),
        "PUT" => Some(HttpMethod::Put),
        "DELETE" => Some(HttpMethod::Delete),
        _ => None,
    }
}

/// A name that generated clients use: method and path in one word.
fn id(route: &Route) -> String {
    let path: String = route.path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let path = path.split('_').filter(|p| !p.is_empty() && *p != "api").collect::<Vec<_>>().join("_");
    format!("{}_{path}", route.method.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_name_in_the_description_means_one_thing() {
        let routes = crate::table();
        let docs = routes.iter().filter_map(|r| r.doc.as_ref());
        let described = docs.flat_map(|doc| {
            let output = match doc.gives {
                Gives::Json(output) => Some(output()),
                _ => None,
            };
            doc.input.map(|input| input()).into_iter().chain(output)
        });
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for (name, schema) in described.flat_map(|d| d.schemas) {
            let text = serde_json::to_string(&schema).unwrap();
            let first = known.entry(name.clone()).or_insert_with(|| text.clone());
            assert_eq!(*first, text, "two schemas are called {name}: name one of them with #[schema(as = …)]");
        }
    }
}
