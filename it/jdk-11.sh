#!/bin/bash
# Runs a command with a JDK 11 in /usr/lib/jvm, which it alone sees there, beside those of this machine: tests of all JDKs take it, too.
# As root, for the mount namespace. The JDK is that of Debian's unstable release with the C library that it needs; nothing is
# installed. Fetched at the first use, by apt from where this machine's packages come.
#   it/jdk-11.sh mvn verify
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/target/jdk-11
jdk=$root/usr/lib/jvm/java-11-openjdk-$(dpkg --print-architecture)
homes=$root/homes

unstable() {
    apt-get -q -o Dir::Etc::SourceList="$root/sources.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$root/lists" \
        -o Dir::Cache="$root/cache" -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root "$@" >&2
}

fetch() {
    rm -rf "$root"
    mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$root/packages"
    uri=$(apt-get indextargets --format '$(SITE) $(REPO_URI)' 'Created-By: Packages' | awk '$2 ~ /\/debian\/?$/ { print $2; exit }')
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri unstable main" >"$root/sources.list"
    unstable update
    (cd "$root/packages" && unstable download openjdk-11-jdk-headless openjdk-11-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g patchelf)
    for package in "$root"/packages/*.deb; do
        dpkg-deb -x "$package" "$root"
    done
    rm -rf "$root/lists" "$root/cache" "$root/packages"
}

# Its programs ask for the C library here, and not for the machine's; not by an environment variable, as what they start would
# inherit that.
settle() {
    libraries=$(dirname "$(find "$root/usr/lib" -name 'ld-linux*' -print -quit)")
    loader=$(ls "$libraries"/ld-linux*)
    find "$jdk" -xtype l | while read -r link; do
        file=$root$(readlink "$link")
        [ ! -f "$file" ] || cp --remove-destination "$file" "$link"
    done
    for program in "$jdk"/bin/* "$jdk/lib/jspawnhelper"; do
        "$loader" --library-path "$libraries" "$root/usr/bin/patchelf" --set-interpreter "$loader" --force-rpath \
            --set-rpath "\$ORIGIN/../lib/jli:\$ORIGIN/../lib:$libraries" "$program"
    done
    mkdir "$homes"
    ln -s "$jdk" "$homes/"
}

if [ ! -d "$homes" ]; then
    fetch
    settle
fi
exec unshare -m bash -c 'mount -t overlay -o "lowerdir=$0:/usr/lib/jvm" overlay /usr/lib/jvm && exec "$@"' "$homes" "$@"
