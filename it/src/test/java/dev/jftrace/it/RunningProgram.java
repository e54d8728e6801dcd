package dev.jftrace.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Java program that goes on until it is closed, and says when it has begun. */
final class RunningProgram implements AutoCloseable {
    private static final String SOURCE = """
            public class Busy {
                static int leaf(int n) { return n + 1; }
                static int step(int n) { return leaf(n) + leaf(n); }
                static int fails(int n) { throw new IllegalStateException(); }
                public static void main(String[] words) throws Exception {
                    System.out.println("begun");
                    int sum = 0;
                    for (int i = 0; System.in.available() == 0; i++) {
                        sum += step(i);
                        try { fails(i); } catch (IllegalStateException e) { sum++; }
                        Thread.sleep(5);
                    }
                    System.out.println("ended");
                }
            }
            """;

    private final Process process;
    private final BufferedReader out;

    private RunningProgram(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("Busy.java"), SOURCE);
    }

    static RunningProgram start(Path folder, Path java, String... options) throws IOException {
        write(folder);
        return start("Busy.java", folder, java, options);
    }

    /** @param file a source that stands in the folder; its program says "begun" when it has */
    static RunningProgram start(String file, Path folder, Path java, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", folder.toString(), file));
        RunningProgram program = new RunningProgram(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("busy.err").toFile())
                .start());
        String line = program.out.readLine();
        if (!"begun".equals(line)) {
            throw new IOException("the program said " + line + ", not begun");
        }
        return program;
    }

    String pid() {
        return Long.toString(process.pid());
    }

    Process process() {
        return process;
    }

    /** What its file descriptors are, those that are ours in particular. */
    List<String> openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            return files.map(RunningProgram::target).sorted().toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed";
        }
    }

    String maps() throws IOException {
        return Files.readString(Path.of("/proc/" + pid() + "/maps"));
    }

    /** Names of its threads, as Linux has them. */
    List<String> threads() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        }
        return names;
    }

    /** Ends it in order. @return what it said last */
    String end() throws IOException, InterruptedException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String said = out.readLine();
        process.waitFor();
        return said;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
