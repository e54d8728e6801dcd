package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jftrace.testkit.Run;
import dev.jftrace.testkit.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The mistake that H01 tells of, made again with this machine's assembler: the kernel's jump to ftrace_stub, with the symbol global as
 * before commit 8329e818f149, and weak as since then; and what the kernel's patching makes of each.
 */
class AssemblerIT {
    private static final String SOURCE = """
                    .globl _text, ftrace_graph_call
            _text:  .skip 64, 0x90
            ftrace_graph_call:
                    jmp ftrace_stub
                    .%s ftrace_stub
            ftrace_stub:
                    ret
                    .skip 64, 0x90
                    .section .rodata
                    .asciz "Linux version 4.4.0-test (gcc version 5.3.1) #1 SMP"
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void needTheAssembler() {
        assumeTrue(
                Tools.isInstalled("as")
                        && Tools.isInstalled("ld")
                        && System.getProperty("os.arch").equals("amd64"),
                "no assembler for x86-64");
    }

    private Path kernel(String binding) throws IOException {
        Files.writeString(folder.resolve("mcount.s"), String.format(SOURCE, binding));
        run("as", "-o", "mcount.o", "mcount.s");
        run("ld", "-Ttext=0xffffffff81000000", "-e", "_text", "-o", "vmlinux", "mcount.o");
        Files.writeString(folder.resolve("map"), run("nm", "vmlinux"));
        return folder.resolve("vmlinux");
    }

    private String run(String... command) {
        Run run = Run.of(folder, List.of(command));
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    private Run check() {
        return Jftrace.run(folder, "check", "--image", "vmlinux", "--map", "map");
    }

    /** What ftrace_mod_jmp does: 5 bytes at ftrace_graph_call, a near jump to {@code target} bytes behind it. */
    private static void patch(Path kernel, int target) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(kernel)).order(ByteOrder.LITTLE_ENDIAN);
        int site = 0x1040;
        assertThat(elf.get(site - 1)).isEqualTo((byte) 0x90);
        elf.put(site, (byte) 0xe9).putInt(site + 1, target - 5);
        Files.write(kernel, elf.array());
    }

    @Test
    void shouldCallTheKernelUnsafeThatTheAssemblerShortened() throws IOException {
        kernel("globl");

        assertThat(check().out())
                .contains(
                        "ftrace_stub - ftrace_graph_call = 2",
                        "bytes: eb 00 c3",
                        "function_graph: unsafe\n  H01 unsafe");
        assertThat(check().status()).isEqualTo(1);
    }

    @Test
    void shouldCallTheKernelGoodThatHasTheSymbolWeak() throws IOException {
        Path kernel = kernel("weak");
        assertThat(check().out())
                .contains("ftrace_stub - ftrace_graph_call = 5", "bytes: e9 00 00 00 00 c3")
                .doesNotContain("H01");

        patch(kernel, 0x20);
        assertThat(check().out()).contains("bytes: e9 1b 00 00 00 c3").doesNotContain("H01");
    }

    @Test
    void shouldSeeThatFunctionGraphWasSwitchedOnOrOffAlready() throws IOException {
        Path kernel = kernel("globl");

        patch(kernel, 0x20);
        assertThat(check().out()).contains("bytes: e9 1b 00 00 00", "overwritten already", "reboot now");
        assertThat(check().status()).isEqualTo(1);

        // Off: the target is ftrace_stub, 2 bytes on. The bytes ff ff that ftrace_stub has then are no instruction.
        patch(kernel, 2);
        assertThat(check().out()).contains("bytes: e9 fd ff ff ff", "overwritten already");
        assertThat(run("objdump", "-d", "--start-address=0xffffffff81000042", "vmlinux"))
                .contains("(bad)");
    }
}
