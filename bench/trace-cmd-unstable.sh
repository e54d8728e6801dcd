#!/bin/sh
# Prints a command that is the trace-cmd of Debian's unstable release, with its libtraceevent, its plug-ins and its own C
# library beside it: nothing is installed. Fetched at the first use, by apt from where this machine's packages come.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/target/trace-cmd-unstable
command=$root/trace-cmd
if [ ! -x "$command" ]; then
    rm -rf "$root"
    mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$root/packages"
    uri=$(apt-get indextargets --format '$(SITE) $(REPO_URI)' 'Created-By: Packages' | awk '$2 ~ /\/debian\/?$/ { print $2; exit }')
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri unstable main" >"$root/sources.list"
    unstable() {
        apt-get -q -o Dir::Etc::SourceList="$root/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$root/lists" \
            -o Dir::Cache="$root/cache" -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root "$@" >&2
    }
    unstable update
    (cd "$root/packages" && unstable download trace-cmd libtraceevent1 libtraceevent1-plugin libtracefs1 libc6 libzstd1 zlib1g)
    for package in "$root"/packages/*.deb; do
        dpkg-deb -x "$package" "$root"
    done
    libraries=$root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo "$(uname -m)-linux-gnu")
    printf '#!/bin/sh\nTRACEEVENT_PLUGIN_DIR=%s exec %s --library-path %s %s "$@"\n' "$libraries/traceevent/plugins" \
        "$(ls "$libraries"/ld-linux*)" "$libraries" "$root/usr/bin/trace-cmd" >"$root/new"
    chmod +x "$root/new"
    mv "$root/new" "$command"
    rm -rf "$root/lists" "$root/cache" "$root/packages"
fi
echo "$command"
