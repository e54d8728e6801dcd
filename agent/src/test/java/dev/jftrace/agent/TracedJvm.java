package dev.jftrace.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Starts a real JVM on a small program, with the built agent or without. */
final class TracedJvm {
    private static final String AGENT = System.getProperty("jftrace.agent");

    private final Path home;
    private final Path folder;
    private final List<String> settings = new ArrayList<>(List.of("tracer=function_graph", "buffer_kb=16384", "all=1"));
    private final List<String> options = new ArrayList<>();
    private String release = "11";
    private String classPath = "";

    TracedJvm(Jdk jdk, Path folder) {
        this.home = jdk.home();
        this.folder = folder;
    }

    record Jdk(Path home, int feature) {
        @Override
        public String toString() {
            return "JDK " + feature;
        }
    }

    record Outcome(int status, String output, Path session) {
        Recording recording() throws IOException {
            return Recording.read(session);
        }
    }

    /** The one that runs this test, and one of each other release installed beside it. */
    static Stream<Jdk> jdks() throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        jdks.add(new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature()));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                for (Path home : homes.sorted().toList()) {
                    int feature = feature(home);
                    if (feature >= 11 && jdks.stream().noneMatch(jdk -> jdk.feature() == feature)) {
                        jdks.add(new Jdk(home, feature));
                    }
                }
            }
        }
        return jdks.stream();
    }

    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release) || !Files.exists(home.resolve("bin/java"))) {
            return 0;
        }
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    TracedJvm with(String... lines) {
        settings.addAll(List.of(lines));
        return this;
    }

    TracedJvm option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    TracedJvm release(int feature) {
        release = String.valueOf(feature);
        return this;
    }

    TracedJvm classPath(String more) {
        classPath = ":" + more;
        return this;
    }

    /** Compiles {@code source}, whose main class is {@code Main}, and runs it to its end. */
    Outcome run(String source, String... arguments) throws IOException, InterruptedException {
        return await(start(source, arguments));
    }

    Process start(String source, String... arguments) throws IOException {
        compile(source);
        List<String> command = new ArrayList<>(List.of("-cp", classes() + classPath, "Main"));
        command.addAll(List.of(arguments));
        return start(true, command);
    }

    Outcome runUntraced(String source) throws IOException, InterruptedException {
        compile(source);
        return await(start(false, List.of("-cp", classes() + classPath, "Main")));
    }

    Process start(boolean traced, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        if (traced) {
            Files.createDirectories(session());
            Files.write(session().resolve("settings"), settings);
            command.add("-javaagent:" + AGENT + "=" + session());
        }
        command.addAll(options);
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    Outcome await(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended)
                .as("program ended by itself: " + Files.readString(output()))
                .isTrue();
        return new Outcome(process.exitValue(), Files.readString(output()), session());
    }

    Path output() {
        return folder.resolve("output");
    }

    Path session() {
        return folder.resolve("session");
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private void compile(String source) throws IOException {
        Files.createDirectories(classes());
        Path file = Files.writeString(folder.resolve("Main.java"), source);
        StringWriter messages = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "--release",
                                release,
                                "-nowarn",
                                "-parameters",
                                "-Xlint:-options",
                                "-cp",
                                AGENT, // for programs that control their own tracing
                                "-d",
                                classes().toString()),
                        null,
                        ToolProvider.getSystemJavaCompiler()
                                .getStandardFileManager(null, null, null)
                                .getJavaFileObjects(file))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }
}
