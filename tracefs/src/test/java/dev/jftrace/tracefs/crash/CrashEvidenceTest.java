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
}
