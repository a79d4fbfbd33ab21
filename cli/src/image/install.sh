#!/bin/sh
# Copies a3s to $PREFIX (default ~/.local): the program to lib/a3s, a link to it to bin/a3s, the manual and
# completions to share.
#   ./install.sh            install, over an older one if there is one
#   ./install.sh uninstall  remove what install put there
set -eu

from=$(CDPATH= cd "$(dirname "$0")" && pwd -P)
prefix=${PREFIX:-$HOME/.local}
program=$prefix/lib/a3s
link=$prefix/bin/a3s
# The manual page and what makes shells complete its words, each where its reader looks for it.
shared='man/man1/a3s.1 bash-completion/completions/a3s zsh/site-functions/_a3s fish/vendor_completions.d/a3s.fish'

# Whether $1 is a link into a program of ours, which may be replaced and removed.
ours() { [ -L "$1" ] && [ "$(readlink "$1")" = "$program/bin/a3s" ]; }

remove() {
  if ours "$link"; then rm -f "$link"; fi
  if [ -x "$program/bin/a3s" ]; then rm -rf "$program"; fi
  for file in $shared; do rm -f "$prefix/share/$file"; done
}

case ${1:-install} in
  install)
    if [ -e "$link" ] || [ -L "$link" ]; then
      ours "$link" || { echo "$link is there and is not this program's; remove it, or set PREFIX" >&2; exit 1; }
    fi
    if [ -e "$program" ] && [ ! -x "$program/bin/a3s" ]; then
      echo "$program is there and is not this program; remove it, or set PREFIX" >&2
      exit 1
    fi
    [ "$from" != "$program" ] || { echo "a3s is installed in $program already" >&2; exit 1; }
    mkdir -p "$prefix/lib" "$prefix/bin"
    draft=$program.new.$$
    trap 'rm -rf "$draft"' EXIT
    cp -Rp "$from" "$draft" # -p: the class archives count only with the times of their jars
    remove
    mv "$draft" "$program"
    ln -s "$program/bin/a3s" "$link"
    for file in $shared; do
      if [ -f "$program/share/$file" ]; then
        mkdir -p "$prefix/share/${file%/*}"
        cp "$program/share/$file" "$prefix/share/$file"
      fi
    done
    echo "a3s is in $program, started by $link"
    case :$PATH: in
      *":$prefix/bin:"*) ;;
      *) echo "$prefix/bin is not on your PATH; add to your shell's start-up file: export PATH=\"$prefix/bin:\$PATH\"" ;;
    esac
    echo "To undo: PREFIX=\"$prefix\" \"$program/install.sh\" uninstall"
    ;;
  uninstall)
    if [ ! -x "$program/bin/a3s" ]; then
      echo "a3s is not installed in $program" >&2
      exit 1
    fi
    # Without it nobody would be left to stop what it runs.
    "$program/bin/a3s" daemon stop </dev/null || true
    remove
    echo "a3s is gone from $prefix. Your services are stopped; what it kept of their sessions is still in ${A3S_HOME:-$HOME/.a3s}."
    ;;
  *)
    echo "usage: install.sh [install|uninstall], with PREFIX for another place than ~/.local" >&2
    exit 2
    ;;
esac
