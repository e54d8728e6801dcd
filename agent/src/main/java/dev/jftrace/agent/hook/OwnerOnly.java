package dev.jftrace.agent.hook;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Modes of what the agent makes: a trace tells what a program does, and is for nobody else to read. */
final class OwnerOnly {
    static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");
    static final FileAttribute<Set<PosixFilePermission>> FOLDER = mode("rwx------");

    private OwnerOnly() {}

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }
}
