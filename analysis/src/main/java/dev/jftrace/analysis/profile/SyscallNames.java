package dev.jftrace.analysis.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the numbers of system calls mean on a machine. */
final class SyscallNames {
    private final Map<Integer, String> names = new HashMap<>();

    private SyscallNames() {}

    /** @param machine as {@code uname -m} tells it; of one that is not known no call has a name */
    static SyscallNames of(String machine) {
        SyscallNames syscalls = new SyscallNames();
        String table = machine.equals("riscv64") ? "aarch64" : machine;
        if (table.equals("x86_64") || table.equals("aarch64")) {
            syscalls.read("syscalls-" + table + ".txt");
        }
        return syscalls;
    }

    private void read(String resource) {
        try (InputStream in = SyscallNames.class.getResourceAsStream(resource)) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
                int space = line.indexOf(' ');
                names.put(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return null for none */
    String find(int number) {
        return names.get(number);
    }
}
