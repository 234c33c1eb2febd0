//! `inputs`: values that are known only at deployment.

use crate::form::{Form, MapForm, NameOf, NamedForm, Ref, Scalar, key, map, named, needed};
use crate::key::top::TEXT;

static ORIGINS: &[&str] =
    &["terraform-variable", "terraform", "parameter-store", "stack-output", "kubernetes-secret"];
const ORIGIN: Form = Form::Scalar(Scalar::Word(ORIGINS));
static BY_SITE: NamedForm = NamedForm { is_filled: true, ..named("a site", NameOf::Ref(Ref::Site), ORIGIN) };

pub(crate) static INPUTS: NamedForm = named("an input", NameOf::DeclaredWithUnderscore, Form::Map(&INPUT));

#[rustfmt::skip]
static INPUT: MapForm = map("an input", &[
    needed("from", Form::Either(&[ORIGIN, Form::Named(&BY_SITE)]), "Where it comes from, or a map of these by site. `terraform`: an address in your own `.tf` beside ours.", "terraform-variable"),
    key("name", TEXT, "The variable, parameter path, `STACK/OUTPUT`, `SECRET/KEY` or Terraform address.", "the input's own name", "aws_cognito_user_pool.main.arn"),
    key("description", TEXT, "What it is.", "", "ARN of the Kafka cluster"),
]);
