package dev.jftrace.tracefs.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.hazard.Verdict.Level;
import dev.jftrace.tracefs.image.KernelBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the likeness of a machine: a folder with proc and sys as the machine would show them. */
class HazardCheckTest {
    private static final String UBUNTU =
            "Linux version 4.4.0-21-generic (buildd@lgw01-21) (gcc version 5.3.1) #37-Ubuntu SMP";
    private static final ControlWrite GRAPH = new ControlWrite("current_tracer", "write", "function_graph\n");
    private static final ControlWrite NOP = new ControlWrite("current_tracer", "write", "nop");

    @TempDir
    Path root;

    private Path tracefs;

    @BeforeEach
    void makeMachine() throws IOException {
        tracefs = Files.createDirectories(root.resolve("sys/kernel/tracing"));
        put("sys/kernel/tracing/current_tracer", "nop\n");
        put("sys/kernel/tracing/trace", "# tracer: nop\n");
        put("proc/cpuinfo", "flags\t\t: fpu vme\n");
        put("proc/cmdline", "root=/dev/sda1 quiet\n");
        put("proc/modules", "ext4 1 0 - Live 0x0\n");
        kernel("4.4.0-21-generic", UBUNTU, "x86_64");
    }

    private void put(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void kernel(String release, String banner, String arch) throws IOException {
        put("proc/sys/kernel/osrelease", release + "\n");
        put("proc/version", banner + "\n");
        put("proc/sys/kernel/arch", arch + "\n");
    }

    private void site(int distance, int... bytes) throws IOException {
        put(
                "proc/kallsyms",
                String.format(
                        "%016x T _text%n%016x T ftrace_graph_call%n%016x T ftrace_stub%n0000000000000000 t x\t[ext4]%n",
                        KernelBytes.TEXT, KernelBytes.SITE, KernelBytes.SITE + distance));
        Files.write(root.resolve("proc/kcore"), KernelBytes.vmlinux(bytes));
    }

    private HazardCheck check() throws IOException {
        return HazardCheck.ofMachine(root, tracefs);
    }

    @Test
    void shouldCallAKernelUnsafeThatHasTheShortJump() throws IOException {
        site(2, 0xeb, 0x00, 0xc3, 0x66, 0x66, 0x2e, 0x0f, 0x1f);

        Verdict verdict = check().verdict(GRAPH);

        assertThat(verdict.inShort()).startsWith("unsafe H01");
        assertThatThrownBy(() -> check().refuseIfUnsafe(verdict))
                .isInstanceOf(HazardException.class)
                .hasMessageContaining("H01")
                .hasMessageContaining("ftrace_stub")
                .hasMessageContaining("--force");
        assertThatCode(() -> check().forced().refuseIfUnsafe(verdict)).doesNotThrowAnyException();
    }

    @Test
    void shouldCallTheSameVersionSafeWhereItWasMended() throws IOException {
        site(5, 0xe9, 0, 0, 0, 0, 0xc3, 0x66, 0x66);

        assertThat(check().verdict(GRAPH).inShort()).doesNotContain("H01");
    }

    @Test
    void shouldNotKnowWhereAddressesAreHidden() throws IOException {
        put("proc/kallsyms", "0000000000000000 T ftrace_graph_call\n0000000000000000 T ftrace_stub\n");

        Verdict verdict = check().verdict(GRAPH);

        assertThat(verdict.level()).isEqualTo(Level.UNKNOWN);
        assertThat(verdict.inShort()).contains("H01");
        assertThat(check().site().source()).contains("kptr_restrict");
    }

    @Test
    void shouldJudgeByTheSymbolsAloneWhereMemoryCanNotBeRead() throws IOException {
        site(2);
        Files.delete(root.resolve("proc/kcore"));

        assertThat(check().verdict(GRAPH).isUnsafe()).isTrue();
    }

    @Test
    void shouldSayRebootWhereItIsCorruptedAlready() throws IOException {
        site(2, 0xe9, 0xfd, 0xff, 0xff, 0xff, 0x2e, 0x0f, 0x1f);

        Verdict verdict = check().verdict(GRAPH);

        assertThat(verdict.isUnsafe()).isTrue();
        assertThat(verdict.findings().getFirst().instead()).contains("reboot");
    }

    @Test
    void shouldCallLeavingFunctionGraphUnsafeToo() throws IOException {
        site(2, 0xeb, 0x00, 0xc3, 0x66, 0x66, 0x2e, 0x0f, 0x1f);
        assertThat(check().verdict(NOP).isUnsafe()).isFalse();

        put("sys/kernel/tracing/current_tracer", "function_graph\n");
        assertThat(check().verdict(NOP).isUnsafe()).isTrue();
    }

    @Test
    void shouldLookAtTheTracerOfTheInstanceThatIsWritten() throws IOException {
        kernel("6.15.2", "Linux version 6.15.2", "x86_64");
        put("sys/kernel/tracing/current_tracer", "function_graph\n");
        put("sys/kernel/tracing/instances/a/current_tracer", "nop\n");

        assertThat(check().verdict(new ControlWrite("options/funcgraph-args", "write", "1\n"))
                        .inShort())
                .isEqualTo("safe");
        assertThat(check().verdict(new ControlWrite("instances/a/options/funcgraph-args", "write", "1\n"))
                        .inShort())
                .isEqualTo("unsafe H18");
    }

    @Test
    void shouldTakeANewKernelForSafe() throws IOException {
        kernel("6.12.0", "Linux version 6.12.0", "x86_64");
        put("proc/kallsyms", "ffffffff81000000 T _text\nffffffff81000100 T ftrace_stub\n");

        assertThat(check().verdict(GRAPH).level()).isEqualTo(Level.SAFE);
        assertThat(check().site().state()).isEqualTo(GraphCallSite.State.ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sys/class/dmi/id/sys_vendor | VMware, Inc. | vmware | H03",
                "proc/cmdline | quiet nested_pvm=1 | pvm | H14",
                "proc/modules | p_lkrg 1 0 - Live 0x0 | none | H16",
                "proc/cmdline | noreplace-paravirt | none | H05",
            })
    void shouldKnowTheMachinesThatPeopleToldOf(String file, String text, String hypervisor, String hazard)
            throws IOException {
        site(5, 0xe9, 0, 0, 0, 0, 0xc3, 0x66, 0x66);
        put(file, text + "\n");

        assertThat(check().machine().hypervisor()).isEqualTo(hypervisor);
        assertThat(check().verdict(GRAPH).inShort()).startsWith("unsafe").contains(hazard);
    }

    @Test
    void shouldTakeTheVersionThatADistributionHides() throws IOException {
        kernel(
                "6.1.0-56-amd64",
                "Linux version 6.1.0-56-amd64 (debian-kernel@lists) #1 SMP Debian 6.1.192-2",
                "x86_64");
        assertThat(check().machine().version()).isEqualTo(new KernelVersion(6, 1, 192));

        kernel("4.4.0-21-generic", UBUNTU, "x86_64");
        put("proc/version_signature", "Ubuntu 4.4.0-21.37-generic 4.4.6\n");
        assertThat(check().machine().version()).isEqualTo(new KernelVersion(4, 4, 6));
    }

    @Test
    void shouldTrustNoMoreWhatSaysThatItIsCorrupted() throws IOException {
        kernel("6.12.0", "Linux version 6.12.0", "x86_64");
        put("sys/kernel/tracing/trace", "# tracer: nop\n# WARNING: FUNCTION TRACING IS CORRUPTED\n");

        assertThat(check().verdict(NOP).inShort()).isEqualTo("unsafe corrupted");
    }

    @Test
    void shouldRefuseStacksOfEveryFunction() throws IOException {
        kernel("6.12.0", "Linux version 6.12.0", "x86_64");
        put("sys/kernel/tracing/set_ftrace_filter", "#### all functions enabled ####\n");
        ControlWrite write = new ControlWrite("options/func_stack_trace", "write", "1");
        assertThat(check().verdict(write).inShort()).isEqualTo("unsafe H26");

        put("sys/kernel/tracing/set_ftrace_filter", "vfs_read\n");
        assertThat(check().verdict(write).inShort()).isEqualTo("safe");
    }

    @Test
    void shouldAskNothingOfTheMachineForAWriteThatNoRowNames() throws IOException {
        Verdict verdict = HazardCheck.ofMachine(root.resolve("nowhere"), tracefs)
                .verdict(new ControlWrite("tracing_on", "write", "1"));

        assertThat(verdict).isSameAs(Verdict.NOT_ASKED);
    }

    @Test
    void shouldHaveInEachRowOfTheTableWhatAUserNeeds() throws IOException {
        List<Hazard> table = HazardTable.read();
        Set<String> ids = new HashSet<>();
        for (Hazard row : table) {
            assertThat(ids.add(row.id())).as(row.id() + " stands once").isTrue();
            assertThat(row.fields().keySet()).as(row.id()).containsAll(Hazard.NEEDED);
            assertThat(row.field("level")).as(row.id()).isIn("safe", "unknown", "unsafe");
            assertThat(row.field("evidence")).as(row.id()).isIn("proven", "reported", "recalled");
        }
        assertThat(table).hasSizeGreaterThanOrEqualTo(27);
    }
}
