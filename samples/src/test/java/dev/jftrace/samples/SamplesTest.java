package dev.jftrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sample does what its first sentence says. */
class SamplesTest {
    private static final String TRACE = "checkout.dat";

    @TempDir
    private Path folder;

    private interface Sample {
        void main(String... args) throws IOException;
    }

    @Test
    void shouldReadATrace() throws IOException {
        assertThat(run(S01_ReadATrace::main, TRACE).lines())
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.matches("\\d+ ns, CPU \\d, .*-\\d+: ftrace:\\w+"));
    }

    @Test
    void shouldReadTypedFields() throws IOException {
        assertThat(run(S02_ReadTypedFields::main, TRACE).lines())
                .hasSize(10)
                .allMatch(line -> line.matches("\\d+ ns .*Checkout.*|\\d+ ns .*"));
    }

    @Test
    void shouldFilterEvents() throws IOException {
        assertThat(run(S03_FilterEvents::main, TRACE, "1"))
                .matches("[1-9]\\d* events of ftrace on CPU 1; 0 times .*\\s");
        assertThat(run(S03_FilterEvents::main, TRACE, "99")).startsWith("0 events");
    }

    @Test
    void shouldWriteOneCpuOfATrace() throws IOException {
        Path copy = folder.resolve("one.dat");
        run(S04_WriteATrace::main, TRACE, copy.toString(), "1");

        assertThat(run(S03_FilterEvents::main, copy.toString(), "1"))
                .isEqualTo(run(S03_FilterEvents::main, TRACE, "1"));
        assertThat(run(S03_FilterEvents::main, copy.toString(), "0")).startsWith("0 events");
    }

    @Test
    void shouldMakeATrace() throws IOException {
        Path made = folder.resolve("made.dat");
        run(S05_MakeATrace::main, made.toString());

        assertThat(run(S01_ReadATrace::main, made.toString()).lines())
                .hasSize(5)
                .first()
                .isEqualTo("1000000000 ns, CPU 0, thermometer-42: sensor:temperature");
    }

    @Test
    void shouldRecoverATrace() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(TRACE));
        Path cut = Files.write(folder.resolve("cut.dat"), Arrays.copyOf(bytes, bytes.length - 10));

        assertThat(run(S06_RecoverATrace::main, cut.toString()))
                .contains("CPU 1: ")
                .doesNotContain("CPU 1: 0 ");
    }

    private static String run(Sample sample, String... args) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            sample.main(args);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
