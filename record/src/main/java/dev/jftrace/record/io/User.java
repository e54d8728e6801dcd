package dev.jftrace.record.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A user of this machine, by its line of {@code /etc/passwd}. */
public record User(String name, String uid, String gid, String home) {
    private static final Path PASSWD = Path.of("/etc/passwd");
    private static final int COLUMNS = 7;

    /** @throws IOException if there is none of that name */
    public static User named(String name) throws IOException {
        for (String line : Files.readAllLines(PASSWD)) {
            String[] columns = line.split(":", -1);
            if (columns.length == COLUMNS && columns[0].equals(name)) {
                return new User(name, columns[2], columns[3], columns[5]);
            }
        }
        throw new IOException(PASSWD + ": no user '" + name + "'");
    }

    /** What a program of this user finds of it in its environment. */
    Map<String, String> environment() {
        return Map.of("USER", name, "LOGNAME", name, "HOME", home);
    }
}
