#!/bin/sh
# need.sh node|go|compiler|gnupg|browser …: makes sure that a tool is there. Installs it where that is possible through the system's
# own package manager; otherwise says in one sentence what is missing and how to get it.
set -eu

fail() {
    echo "$1" >&2
    exit 1
}

# install WHAT PACKAGE…
install() {
    what=$1
    shift
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        fail "$what is missing: install it with your package manager (on Debian and Ubuntu: sudo apt-get install $*)."
    fi
    echo "Installing $what ($*)"
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "$what is missing, and apt-get could not install it."
    fi
    rm -f "$log"
}

need_node() {
    command -v npm >/dev/null || fail "Node.js is missing: install version 20.19 or later with npm, from https://nodejs.org."
    node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' ||
        fail "Node.js $(node --version) is too old: install version 20.19 or later, from https://nodejs.org."
}

# Go fetches the version that go.mod asks for by itself, from 1.21 on.
need_go() {
    command -v go >/dev/null || fail "Go is missing: install version 1.26.3 or later, from https://go.dev/dl."
}

# The race detector needs cgo.
need_compiler() {
    command -v gcc >/dev/null || command -v clang >/dev/null || install "A C compiler" gcc libc6-dev
}

need_gnupg() {
    if ! { command -v gpg && command -v gpg-agent && command -v dirmngr; } >/dev/null; then
        install "GnuPG" gnupg dirmngr
    fi
}

need_browser() {
    for candidate in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
        if [ -n "$candidate" ] && [ -x "$candidate" ]; then
            return
        fi
    done
    install "Chromium" chromium fonts-liberation fonts-noto-color-emoji
}

for tool in "$@"; do
    "need_$tool"
done
