# shellcheck shell=bash
# What the steps share: where things are, what they install, how they skip. Sourced in the root of the repository.
set -euo pipefail
shopt -s inherit_errexit

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Further checkers: used where they lie beside the repository, never needed.
CHECKERS=${FAASC_CHECKERS:-$ROOT/../shared}
CACHE=${FAASC_CI_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/faasc-ci}
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
FAASC=${FAASC:-$TARGET/ci/faasc}
WORK=${FAASC_CI_WORK:-$(mktemp -d)}
export FAASC CHECKERS PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
mkdir -p "$CACHE" "$WORK"

# Ends the step: it could not run, and why. Not a failure.
skip() {
  printf 'skipped: %s\n' "$*" >&2
  exit 77
}

# A remark for the table of a step that ran.
note() { printf 'note: %s\n' "$*"; }

have() { command -v "$1" >/dev/null 2>&1; }

need_binary() { [ -x "$FAASC" ] || skip "no faasc at $FAASC: the step build did not make it"; }

# venv NAME REQUIREMENT…: prints the Python of a virtual environment that has the requirements (as pip takes them).
venv() {
  local name=$1 home stamp
  shift
  home=$CACHE/venv-$name
  stamp=$(printf '%s\n' "$@" | { cat; for word in "$@"; do if [ -f "$word" ]; then cat "$word"; fi; done; } | sha256sum | cut -c1-16)
  if [ "$(cat "$home/.stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$home"
    python3 -m venv "$home" >&2
    "$home/bin/pip" install --quiet "$@" >&2
    printf '%s' "$stamp" >"$home/.stamp"
  fi
  printf '%s' "$home/bin/python"
}

# npm_tool NAME PACKAGE@VERSION…: prints a folder in whose node_modules the packages are.
npm_tool() {
  local name=$1 home stamp
  shift
  have npm || skip "no npm"
  home=$CACHE/npm-$name
  stamp="$*"
  if [ "$(cat "$home/.stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$home"
    mkdir -p "$home"
    printf '{ "private": true }\n' >"$home/package.json"
    npm install --prefix "$home" --no-audit --no-fund --no-package-lock --loglevel=error "$@" >&2
    printf '%s' "$stamp" >"$home/.stamp"
  fi
  printf '%s' "$home"
}

# apt_tool COMMAND PACKAGE: installs a Debian package for a command that is missing; fails quietly.
apt_tool() {
  have "$1" && return
  have apt-get || return 1
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >/dev/null 2>&1
  have "$1"
}

# compiled: prints a folder with the compiled examples, OUT/APP/ENVIRONMENT/….
compiled() {
  if [ ! -d "$WORK/dist" ]; then
    "$FAASC" compile "$ROOT/examples" -o "$WORK/dist" >&2
  fi
  printf '%s' "$WORK/dist"
}

# scaffolded: prints a folder with the compiled apps that `faasc init` makes, APP/dist/….
scaffolded() {
  if [ ! -d "$WORK/scaffold" ]; then
    mkdir -p "$WORK/scaffold"
    "$FAASC" init "$WORK/scaffold/aws" --site aws:eu-central-1 >&2
    "$FAASC" init "$WORK/scaffold/cluster" --site kubernetes:DE >&2
    "$FAASC" compile "$WORK/scaffold" --fail-on warning >&2
  fi
  printf '%s' "$WORK/scaffold"
}
