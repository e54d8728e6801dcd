package dev.jftrace.cli;

import dev.jftrace.cli.DoctorCommand.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at the JVM side: the JDKs that programs can be traced on, and the JVMs that run. */
final class JvmDoctor {
    private static final Path HOMES = Path.of("/usr/lib/jvm");
    private static final Path PROCESSES = Path.of("/proc");
    private static final int OLDEST = 11;

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(true, "this jftrace runs on", "Java " + Runtime.version(), ""));
        TreeMap<Path, Integer> jdks = jdks();
        List<String> usable = jdks.entrySet().stream()
                .filter(jdk -> jdk.getValue() >= OLDEST)
                .map(jdk -> jdk.getKey().getFileName() + " (" + jdk.getValue() + ")")
                .toList();
        findings.add(new Finding(
                !usable.isEmpty(),
                "JDKs to trace",
                usable.isEmpty() ? "none below " + HOMES : String.join(", ", usable),
                "a program runs on a JDK of 11 or newer; any such java may be named in 'jftrace record --jvm'"));
        List<String> running = running();
        findings.add(new Finding(
                true, "JVMs that run", running.isEmpty() ? "none but this one" : String.join(", ", running), ""));
        return findings;
    }

    private static TreeMap<Path, Integer> jdks() {
        TreeMap<Path, Integer> jdks = new TreeMap<>();
        try (Stream<Path> homes = Files.list(HOMES)) {
            homes.filter(home -> !Files.isSymbolicLink(home) && Files.isExecutable(home.resolve("bin/java")))
                    .forEach(home -> jdks.put(home, release(home)));
        } catch (IOException e) {
            // There is no such folder: no JDKs.
        }
        return jdks;
    }

    private static int release(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.substring("JAVA_VERSION=\"".length()).replaceFirst("\\D.*", ""))
                    .filter(number -> !number.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> running() {
        List<String> running = new ArrayList<>();
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            for (Path process : processes.sorted().toList()) {
                String pid = process.getFileName().toString();
                boolean other = pid.matches("\\d+")
                        && Long.parseLong(pid) != ProcessHandle.current().pid();
                if (other && isJava(process)) {
                    running.add(pid + attach(process));
                }
            }
        } catch (IOException e) {
            return running;
        }
        return running;
    }

    /** By its name, which everybody may read; the link to its program only its owner may follow. */
    private static boolean isJava(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip().equals("java");
        } catch (IOException e) {
            return false;
        }
    }

    private static String attach(Path process) {
        try {
            String command = Files.readString(process.resolve("cmdline"));
            boolean mine = Files.getOwner(process).getName().equals(System.getProperty("user.name"));
            return command.contains("-XX:+DisableAttachMechanism")
                    ? " (refuses to be attached to)"
                    : mine || System.getProperty("user.name").equals("root") ? "" : " (of another user)";
        } catch (IOException e) {
            return " (gone)";
        }
    }
}
