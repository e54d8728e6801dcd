package dev.jftrace.cli;

/** Which jftrace this is; a test holds it to the reactor's version. */
final class Version {
    static final String NUMBER = "0.1.0-SNAPSHOT";

    private Version() {}
}
