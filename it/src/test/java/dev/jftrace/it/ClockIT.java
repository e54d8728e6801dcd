package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Jdks;
import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trace's times are CLOCK_MONOTONIC, whatever clock the hooks read. */
class ClockIT {
    private static final Pattern STAMP = Pattern.compile(" (\\d+)\\.(\\d{9}): funcgraph_(entry|exit)");

    /** What the two clocks may differ by in a trace. */
    private static final long MOST_ERROR_NS = 100;

    /** Where the CPU is taken away while both clocks are read, the times around are worse: one recording must be right throughout. */
    private static final int RECORDINGS = 3;

    @TempDir
    Path folder;

    static List<Path> javas() {
        return Jdks.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void shouldPlaceTheTimeThatACallReadBetweenItsEntryAndItsExit(Path java) throws IOException {
        Path program = Files.writeString(folder.resolve("Reads.java"), """
                public class Reads {
                    static long read() { return System.nanoTime(); }
                    public static void main(String[] a) throws Exception {
                        StringBuilder times = new StringBuilder();
                        for (int i = 0; i < 600; i++) {
                            times.append(read()).append('\\n');
                            Thread.sleep(i % 100 == 0 ? 300 : 1);
                        }
                        System.out.print(times);
                    }
                }
                """);

        long error = Long.MAX_VALUE;
        for (int i = 0; i < RECORDINGS && error > MOST_ERROR_NS; i++) {
            error = Math.min(error, mostError(java, program));
        }

        assertThat(error).isLessThanOrEqualTo(MOST_ERROR_NS);
    }

    /** By how many ns the time that a call read lies outside of it, at most. */
    private long mostError(Path java, Path program) {
        Run run = Jftrace.run(
                folder,
                "record",
                "-q",
                "--jvm",
                "-p",
                "function_graph",
                "-l",
                "Reads.read",
                java.toString(),
                program.toString());
        List<Long> read = run.outLines().stream().map(Long::parseLong).toList();
        List<Long> stamps = STAMP.matcher(
                        Jftrace.run(folder, "report", "-R", "-t").out())
                .results()
                .map(ClockIT::nanos)
                .toList();
        assertThat(read).hasSize(600);
        assertThat(stamps).hasSize(2 * read.size());
        long most = 0;
        for (int i = 0; i < read.size(); i++) {
            long time = read.get(i);
            most = Math.max(most, Math.max(stamps.get(2 * i) - time, time - stamps.get(2 * i + 1)));
        }
        return most;
    }

    private static long nanos(MatchResult stamp) {
        return Long.parseLong(stamp.group(1)) * 1_000_000_000 + Long.parseLong(stamp.group(2));
    }
}
