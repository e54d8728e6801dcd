package dev.jftrace.tracefs.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemCallTest {
    /** From the kernel's arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (6.12). */
    @ParameterizedTest
    @CsvSource({
        "OPENAT, 257, 56",
        "MKNODAT, 259, 33",
        "CLOSE, 3, 57",
        "READ, 0, 63",
        "WRITE, 1, 64",
        "PWRITE, 18, 68",
        "PIPE2, 293, 59",
        "SPLICE, 275, 76",
        "PPOLL, 271, 73",
        "FCNTL, 72, 25",
        "IOCTL, 16, 29",
        "MMAP, 9, 222",
        "MUNMAP, 11, 215",
        "FALLOCATE, 285, 47",
        "FTRUNCATE, 77, 46",
        "LSEEK, 8, 62",
        "SCHED_SETSCHEDULER, 144, 119",
        "SETPRIORITY, 141, 140",
        "PERF_EVENT_OPEN, 298, 241"
    })
    void shouldHaveTheNumberOfEachMachinesTable(SystemCall call, long x86, long generic) throws IOException {
        assertThat(call.number("amd64")).isEqualTo(x86);
        assertThat(call.number("aarch64")).isEqualTo(generic);
        assertThat(call.number("riscv64")).isEqualTo(generic);
    }

    @Test
    void shouldHaveEachNumberOnce() {
        assertThat(SystemCall.values()).hasSize(19);
        assertThat(SystemCall.values()).extracting(call -> call.number("amd64")).doesNotHaveDuplicates();
        assertThat(SystemCall.values())
                .extracting(call -> call.number("riscv64"))
                .doesNotHaveDuplicates();
    }

    /** On arm64 the bit of the others means O_LARGEFILE. */
    @Test
    void shouldNotFollowLinksOnAnyMachine() {
        assertThat(SystemCall.noFollow("amd64")).isEqualTo(0x20000);
        assertThat(SystemCall.noFollow("riscv64")).isEqualTo(0x20000);
        assertThat(SystemCall.noFollow("aarch64")).isEqualTo(0x8000);
    }

    @Test
    void shouldSayOnWhichMachinesItWorks() {
        assertThatThrownBy(() -> SystemCall.READ.number("s390x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x86-64, arm64 and riscv64, not on s390x");
    }
}
