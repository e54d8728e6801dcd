package dev.jftrace.record.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process of this machine as /proc tells of it. What it may not tell, it does not. */
record LinuxTask(int pid) {
    static List<LinuxTask> all() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("[0-9]{1,9}"))
                    .map(name -> new LinuxTask(Integer.parseInt(name)))
                    .sorted((a, b) -> Integer.compare(a.pid, b.pid))
                    .toList();
        }
    }

    Path proc() {
        return Path.of("/proc/" + pid);
    }

    /** Its root folder, as seen from here. */
    Path root() {
        return proc().resolve("root");
    }

    boolean isThere() {
        return Files.exists(proc());
    }

    /** Effective user id; -1 if it is gone. */
    int uid() {
        String[] ids = status("Uid:").split("\\s+");
        return ids.length > 1 ? Integer.parseInt(ids[1]) : -1;
    }

    /** The pid that it has for itself; another one in a container. */
    int ownPid() {
        String[] pids = status("NSpid:").split("\\s+");
        String own = pids[pids.length - 1];
        return own.isEmpty() ? pid : Integer.parseInt(own);
    }

    private String status(String key) {
        return text("status")
                .lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(key.length()).strip())
                .orElse("");
    }

    List<String> commandLine() {
        String words = text("cmdline");
        return words.isEmpty() ? List.of() : List.of(words.split("\0"));
    }

    /** The value of a variable of its environment; "" without. */
    String environment(String name) {
        for (String variable : text("environ").split("\0")) {
            if (variable.startsWith(name + "=")) {
                return variable.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** The file of a library that it has mapped, as it names it; "" if it has none, or does not tell. */
    String mapped(String library) {
        return text("maps")
                .lines()
                .filter(line -> line.endsWith("/" + library))
                .findFirst()
                .map(line -> line.substring(line.indexOf('/')))
                .orElse("");
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(proc().resolve(file)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone, or another user's
        }
    }
}
