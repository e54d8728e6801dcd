package dev.jftrace.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A kernel of Debian's, booted under QEMU. All steps, the scripts of {@code it/src/test/guest} and of its folder for the kernel, run in one
 * boot, the kernels beside each other; then each test looks at what its step left. A step that kills its guest fails its own test: the others run in the next boot.
 * How to add one: it/README.md.
 */
final class Guest {
    private static final Path IT = ArchitectureTest.root().resolve("it");
    private static final Path STEPS = IT.resolve("src/test/guest");
    private static final List<String> KERNELS =
            List.of(System.getProperty("guest.kernels", "6.1,6.12").split(","));
    private static final String WANTED = System.getProperty("guest.steps", ".*");
    /** Looks again into what an earlier run left: for who works on what is made of it. */
    private static final boolean KEPT = Boolean.getBoolean("guest.kept");

    private static final int BOOT_SECONDS = 1200;
    private static final int STEP_SECONDS = 300;
    private static final int BOOTS = 4;
    private static final int CONSOLE_LINES = 40;

    /** One boot serves all test classes of this JVM. */
    private static final Map<String, CompletableFuture<Guest>> BOOTED = new ConcurrentHashMap<>();

    private final String kernel;
    private final Path folder;

    private Guest(String kernel) {
        this.kernel = kernel;
        this.folder = IT.resolve("target/guest").resolve(kernel);
    }

    /** The guest of that kernel, when all its steps have run. */
    static Guest kernel(String version) {
        assumeTrue(KERNELS.contains(version), version + " is not among -Dguest.kernels");
        KERNELS.forEach(each ->
                BOOTED.computeIfAbsent(each, name -> CompletableFuture.supplyAsync(() -> new Guest(name).run())));
        return BOOTED.get(version).join();
    }

    /** What a step printed, and its status. */
    Run step(String name) {
        assumeTrue(name.matches(WANTED), name + " is not among -Dguest.steps");
        Path step = folder.resolve("steps").resolve(name);
        try {
            String status = Files.exists(step.resolve("status"))
                    ? Files.readString(step.resolve("status")).strip()
                    : "it never ran";
            if (!status.matches("\\d+")) {
                throw new AssertionError("step " + name + " on " + kernel + ": " + status
                        + "; the console's last lines:\n" + lastOfConsole());
            }
            return new Run(Integer.parseInt(status), text(step.resolve("out")), text(step.resolve("err")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that a step left in its folder, $STEP. */
    Path file(String step, String name) {
        assumeTrue(step.matches(WANTED), step + " is not among -Dguest.steps");
        return folder.resolve("steps").resolve(step).resolve(name);
    }

    /** The settings of tracefs that a step changed and did not put back, as lines of a diff. */
    List<String> leftBy(String step) {
        try {
            List<String> before = Files.readAllLines(folder.resolve("settings.before"));
            List<String> after = Files.readAllLines(file(step, "settings.after"));
            return Stream.concat(
                            before.stream()
                                    .filter(line -> !after.contains(line))
                                    .map(line -> "-" + line),
                            after.stream()
                                    .filter(line -> !before.contains(line))
                                    .map(line -> "+" + line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Guest run() {
        try {
            if (KEPT && Files.exists(folder.resolve("finished"))) {
                return this;
            }
            prepare();
            for (int boot = 1; boot <= BOOTS && !Files.exists(folder.resolve("finished")); boot++) {
                boot(boot);
                bury();
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void prepare() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder.resolve("steps"));
        addSteps(STEPS);
        addSteps(STEPS.resolve(kernel));
        Files.copy(IT.resolve("bed/steps"), folder.resolve("guest.sh"));
        Files.writeString(
                folder.resolve("settings"),
                "JFTRACE=" + ArchitectureTest.root().resolve("jftrace") + "\nJAVA25=" + System.getProperty("java.home")
                        + "\nLIMIT=" + STEP_SECONDS + "\n");
        // Its first start outside the guest makes the launcher's cache, which the guest then finds.
        Jftrace.run(folder, "version");
    }

    private void addSteps(Path from) throws IOException {
        try (Stream<Path> scripts = Files.list(from)) {
            for (Path script : scripts.filter(Files::isRegularFile).toList()) {
                String name = script.getFileName().toString().replace(".sh", "");
                if (name.matches(WANTED)) {
                    Path step = Files.createDirectory(folder.resolve("steps").resolve(name));
                    Files.copy(script, step.resolve("script"));
                }
            }
        }
    }

    private void boot(int number) throws IOException, InterruptedException {
        new ProcessBuilder(IT.resolve("bed/boot").toString(), kernel, folder.toString(), Integer.toString(BOOT_SECONDS))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("console." + number).toFile())
                .start()
                .waitFor();
        Files.copy(folder.resolve("console." + number), folder.resolve("console"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Marks the step that was running when the guest died, so that the next boot leaves it out. */
    private void bury() throws IOException {
        Path running = folder.resolve("running");
        String name = Files.exists(running) ? Files.readString(running).strip() : "";
        Path status = folder.resolve("steps").resolve(name).resolve("status");
        if (!name.isEmpty() && !Files.exists(status)) {
            Files.writeString(status, "the guest died while it ran\n");
        }
    }

    private String lastOfConsole() throws IOException {
        Path console = folder.resolve("console");
        if (!Files.exists(console)) {
            return "(none)";
        }
        List<String> lines = text(console).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - CONSOLE_LINES), lines.size()));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
