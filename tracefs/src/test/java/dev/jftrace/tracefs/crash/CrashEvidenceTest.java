package dev.jftrace.tracefs.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashEvidenceTest {
    @TempDir
    Path root;

    private void put(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void shouldFindNothingWhereNothingIs() {
        assertThat(new CrashEvidence(root, null).find()).isEmpty();
    }

    @Test
    void shouldFindWhatTheMachineKeptAndShowTheLinesThatTellSomething() throws IOException {
        put(
                "sys/fs/pstore/dmesg-ramoops-0",
                "Panic#1 Part1\n<4>quiet\n<4>Oops: int3: 0000 [#1] SMP\n<4>RIP: 0010:x\u001b[31m\n");
        put("var/crash/202611230801/dump", "");
        put("t/instances/boot_map/last_boot_info", "ffffffff81000000\t[kernel]\n");
        put("t/instances/plain/trace", "");
        put("var/log/kern.log", "");

        assertThat(new CrashEvidence(root, root.resolve("t")).find())
                .extracting(CrashEvidence.Piece::kind)
                .containsExactly("pstore", "kdump", "persistent ring buffer", "log");
        assertThat(new CrashEvidence(root, null).find().getFirst().lines())
                .containsExactly("<4>Oops: int3: 0000 [#1] SMP", "<4>RIP: 0010:x?[31m");
    }

    private CrashEvidence.Piece found() {
        return new CrashEvidence(root, null).find().getFirst();
    }

    /** Lines of a record that Linux 6.1 left in QEMU's ERST. */
    @Test
    void shouldQuoteThePanicAndItsStackAndNotWhatAHealthyKernelSays() throws IOException {
        put("sys/fs/pstore/dmesg-erst-7711431969707393025", """
                Panic#1 Part1
                <6>[    0.000000] Command line: console=ttyS0 panic=1 quiet
                <6>[    0.073747] ftrace: allocating 40521 entries in 159 pages
                <6>[    1.386996] AMD-Vi: AMD IOMMUv2 functionality not available on this system - This is not a bug.
                <6>[    0.544087] NMI watchdog: Perf NMI watchdog permanently disabled
                <6>[   99.169210] sysrq: Trigger a crash
                <0>[   99.175616] Kernel panic - not syncing: sysrq triggered crash
                <4>[   99.176735] Call Trace:
                <4>[   99.176735]  <TASK>
                <4>[   99.177890]  panic+0x118/0x2f4
                <4>[   99.177890]  ? ftrace_regs_caller_end+0x59/0x59
                <4>[   99.177890]  sysrq_handle_crash+0x16/0x20
                <4>[   99.177890] RIP: 0033:0x7f0b445ff350
                """);

        assertThat(found().lines())
                .containsExactly(
                        "<6>[   99.169210] sysrq: Trigger a crash",
                        "<0>[   99.175616] Kernel panic - not syncing: sysrq triggered crash",
                        "<4>[   99.176735] Call Trace:",
                        "<4>[   99.177890]  panic+0x118/0x2f4",
                        "<4>[   99.177890]  sysrq_handle_crash+0x16/0x20");
        assertThat(found().how()).startsWith("cat ").matches(".*: of 20\\d\\d-.*Z, Panic#1 Part1");
    }

    @Test
    void shouldFindWhatSystemdMovedAway() throws IOException {
        put("var/lib/systemd/pstore/7711431969/001/dmesg.txt", "<0>[    9.1] Kernel panic - not syncing: x\n");

        assertThat(found().file()).isEqualTo(root.resolve("var/lib/systemd/pstore/7711431969/001/dmesg.txt"));
        assertThat(found().lines()).containsExactly("<0>[    9.1] Kernel panic - not syncing: x");
    }

    @Test
    void shouldSayThatPstoreIsNotMounted() throws IOException {
        Files.createDirectories(root.resolve("sys/fs/pstore"));
        put("proc/mounts", "proc /proc proc rw 0 0\n");
        assertThat(found().how()).startsWith("is not mounted: mount -t pstore pstore ");

        put("proc/mounts", "none /sys/fs/pstore pstore rw,relatime 0 0\n");
        assertThat(new CrashEvidence(root, null).find()).isEmpty();
    }

    @Test
    void shouldQuoteTheLastEventsOfAPersistentRingBuffer() throws IOException {
        put("t/instances/boot_map/last_boot_info", "text delta:\t0\n");
        put("t/instances/boot_map/tracing_on", "0\n");
        put("t/instances/boot_map/per_cpu/cpu0/stats", "entries: 2\noverrun: 0\n");
        put("t/instances/boot_map/per_cpu/cpu1/stats", "entries: 3\n");
        put("t/instances/boot_map/trace", "# tracer: nop\n 1\n 2\n 3\n 4\n 5\n");

        CrashEvidence.Piece piece =
                new CrashEvidence(root, root.resolve("t")).find().getFirst();

        assertThat(piece.how()).endsWith("/trace: 5 events, the last:");
        assertThat(piece.lines()).containsExactly("3", "4", "5");
    }

    /** As after a boot that put its own things there: the folder is there all the same. */
    @Test
    void shouldSayThatAPersistentRingBufferIsEmpty() throws IOException {
        put("t/instances/boot_map/last_boot_info", "text delta:\t0\n");
        put("t/instances/boot_map/per_cpu/cpu0/stats", "entries: 0\n");

        assertThat(new CrashEvidence(root, root.resolve("t")).find().getFirst().how())
                .contains("boot_map is empty");
    }

    @Test
    void shouldSayThatARecordIsStillPacked() throws IOException {
        put("sys/fs/pstore/dmesg-erst-1.enc.z", "Kernel panic\n");

        assertThat(found().how()).contains("packed");
        assertThat(found().lines()).isEmpty();
    }
}
