package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiles of report, held against trace-cmd where that is installed. */
class ProfileIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        for (String name : List.of("profile", "sched-mono", "fgraph-all-v6", "user-stacks")) {
            try (InputStream in = new ZstdInputStream(ProfileIT.class.getResourceAsStream(name + ".dat.zst"))) {
                Files.copy(in, folder.resolve(name + ".dat"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "profile.dat, ''",
        "profile.dat, -G",
        "profile.dat, --by-comm",
        "profile.dat, -F .*: CPU == 1",
        "profile.dat, '-H irq:softirq_raise,vec/irq:softirq_exit,vec,p'",
        "sched-mono.dat, ''",
        "sched-mono.dat, -G",
        "fgraph-all-v6.dat, ''"
    })
    void shouldTellWhatTraceCmdTells(String file, String words) {
        Assumptions.assumeTrue(Tools.isInstalled("trace-cmd"), "no trace-cmd to compare with");
        List<String> report = new ArrayList<>(List.of("report", "--profile"));
        if (!words.isEmpty()) {
            report.addAll(Arrays.asList(words.split(" ", 2)));
        }
        report.addAll(List.of("-i", file));
        List<String> theirs = new ArrayList<>(List.of("trace-cmd"));
        theirs.addAll(report);
        report.add("--compat");

        Run ours = Jftrace.run(folder, report.toArray(String[]::new));

        assertThat(ours.errLines()).isEmpty();
        assertThat(sections(ours.out()))
                .isNotEmpty()
                .isEqualTo(sections(Run.of(folder, theirs).out()));
    }

    @Test
    void shouldHeadTheProfileOfEachBuffer() {
        List<String> lines = Jftrace.run(folder, "report", "--profile", "-i", "profile.dat", "-i", "user-stacks.dat")
                .outLines();

        assertThat(lines)
                .containsSubsequence("# profile.dat", "task: swapper/0-0", "# user-stacks.dat", "task: swapper/1-0");
    }

    @Test
    void shouldTellOfAHookThatTheTraceHasNoEventsFor() {
        Run run = Jftrace.run(folder, "report", "--profile", "-H", "made:up,x/irq:softirq_exit,vec", "profile.dat");

        assertThat(run.status()).isZero();
        assertThat(run.errLines()).containsExactly("jftrace: profile.dat: no event and field made:up,x for -H");
    }

    @Test
    void shouldRefuseAHookThatIsNone() {
        Run run = Jftrace.run(folder, "report", "--profile", "-H", "a,b", "profile.dat");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines().get(0)).isEqualTo("jftrace: report: -H a,b: expected START/END");
    }

    /**
     * The events of each task: trace-cmd shows events that took the same time in the order of their addresses in its
     * memory. Debian's shows numbers of system calls.
     */
    private static Map<String, List<String>> sections(String text) {
        Map<String, List<String>> sections = new TreeMap<>();
        for (String section : text.replaceAll("(?m)^start .*\n", "").split("\n(?=task: |group: |Global )")) {
            String[] events = section.split("\n(?=  Event: )");
            sections.put(
                    events[0].strip(),
                    Arrays.stream(events)
                            .skip(1)
                            .map(event -> event.replaceAll("syscall:\\w+|sys_enter:\\d+", "syscall")
                                    .stripTrailing())
                            .sorted()
                            .collect(Collectors.toList()));
        }
        return sections;
    }
}
