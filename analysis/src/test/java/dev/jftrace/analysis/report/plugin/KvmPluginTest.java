package dev.jftrace.analysis.report.plugin;

import static dev.jftrace.analysis.MadeUpTrace.bytes;
import static dev.jftrace.analysis.MadeUpTrace.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.analysis.MadeUpTrace;
import dev.jftrace.analysis.report.Report;
import dev.jftrace.analysis.report.ReportOptions;
import dev.jftrace.event.TextBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What plug-ins of libtraceevent print of guests and of wireless networks, none of which a test machine has. */
class KvmPluginTest {
    private static String print(String system, String name, ByteBuffer record, String... fields) throws IOException {
        MadeUpTrace trace = new MadeUpTrace().format(system, name, 1, "\"by print fmt\"", fields);
        TextBuffer out = new TextBuffer();
        new Report(ReportOptions.defaults(), trace.event(0, 1, record).stream()).next(out);
        String line = out.toString();
        return line.substring(line.indexOf(name) + Math.max(22, name.length() + 2), line.length() - 1);
    }

    @Test
    void shouldNameTheReasonsOfIntel() throws IOException {
        ByteBuffer record = record(1, 1, 40)
                .putInt(48)
                .putInt(1)
                .putLong(0xffff8000)
                .putLong(0x181)
                .putLong(0);

        assertThat(print(
                        "kvm",
                        "kvm_exit",
                        record,
                        "unsigned int exit_reason@8:4",
                        "u32 isa@12:4",
                        "unsigned long guest_rip@16:8",
                        "u64 info1@24:8",
                        "u64 info2@32:8"))
                .isEqualTo("reason EPT_VIOLATION rip 0xffffffffffff8000 info 181 0");
    }

    @Test
    void shouldNameTheReasonsOfAmdAndNumberTheRest() throws IOException {
        String[] fields = {"unsigned int exit_reason@8:4", "u32 isa@12:4", "unsigned long guest_rip@16:8"};

        assertThat(print(
                        "kvm",
                        "kvm_exit",
                        record(1, 1, 24).putInt(0x78).putInt(2).putLong(16),
                        fields))
                .isEqualTo("reason EXIT_HLT rip 0x10");
        assertThat(print(
                        "kvm",
                        "kvm_exit",
                        record(1, 1, 24).putInt(0x4c).putInt(2).putLong(16),
                        fields))
                .isEqualTo("reason EXIT_EXCP_SS rip 0x10");
        assertThat(print(
                        "kvm",
                        "kvm_exit",
                        record(1, 1, 24).putInt(0x13).putInt(2).putLong(16),
                        fields))
                .isEqualTo("reason EXIT_WRITE_CR3 rip 0x10");
        assertThat(print(
                        "kvm",
                        "kvm_exit",
                        record(1, 1, 24).putInt(0x12).putInt(2).putLong(16),
                        fields))
                .isEqualTo("reason UNKNOWN (18) rip 0x10");
        assertThat(print("kvm", "kvm_exit", record(1, 1, 24).putInt(1).putInt(7).putLong(16), fields))
                .isEqualTo("reason UNKNOWN-ISA rip 0x10");
    }

    @Test
    void shouldShowWhereAGuestIsEntered() throws IOException {
        assertThat(print(
                        "kvm",
                        "kvm_entry",
                        record(1, 1, 24).putInt(3).putInt(0).putLong(0xfff0),
                        "unsigned int vcpu_id@8:4",
                        "unsigned long rip@16:8"))
                .isEqualTo(" vcpu 3 rip 0xfff0");
    }

    @Test
    void shouldLeaveAnEventWithoutItsFieldsToThePrintFmt() throws IOException {
        assertThat(print("kvm", "kvm_entry", record(1, 1, 24), "unsigned int vcpu_id@8:4"))
                .isEqualTo("by print fmt");
    }

    @Test
    void shouldShowInstructionsAsBytes() throws IOException {
        ByteBuffer record =
                record(1, 1, 48).putLong(0x7000).putInt(0).put((byte) 2).put(new byte[] {0x0f, 0x05, 9});
        record.position(36).put((byte) 8).put((byte) 1);

        assertThat(print(
                        "kvm",
                        "kvm_emulate_insn",
                        record,
                        "__u64 rip@8:8",
                        "__u32 csbase@16:4",
                        "__u8 len@20:1",
                        "__u8 insn[15]@21:15",
                        "__u8 flags@36:1",
                        "__u8 failed@37:1"))
                .isEqualTo("0:7000: 0f 05 FAIL");
    }

    @Test
    void shouldTellTheRoleOfAShadowPage() throws IOException {
        int role = 4 | 1 << 4 | 2 << 5 | 1 << 7 | 7 << 8 | 1 << 12 | 1 << 14;
        ByteBuffer record = record(1, 1, 32)
                .putLong(0xabc)
                .putInt(role)
                .putInt(2)
                .put((byte) 1)
                .put((byte) 1);

        assertThat(print(
                        "kvmmmu",
                        "kvm_mmu_get_page",
                        record,
                        "__u64 gfn@8:8",
                        "__u32 role@16:4",
                        "__u32 root_count@20:4",
                        "bool unsync@24:1",
                        "bool created@25:1"))
                .isEqualTo("new sp gfn abc 4 q2 direct wux pae nxe !wp smep root 2 unsync");
    }

    @Test
    void shouldSpreadABssOverLines() throws IOException {
        ByteBuffer record = record(1, 1, 64).put(bytes("phy0")).position(16);
        record.putInt(5 << 16 | 40)
                .putInt(2)
                .putInt(1)
                .putInt(0x431)
                .position(40)
                .put(bytes("wlan0"));

        assertThat(print(
                        "mac80211",
                        "drv_bss_info_changed",
                        record,
                        "char wiphy_name[8]@8:8",
                        "__data_loc char[] vif_name@16:4",
                        "int vif_type@20:4s",
                        "bool assoc@24:1",
                        "u16 assoc_cap@28:2"))
                .isEqualTo("phy0 vif:wlan0(2)\n" + " ".repeat(65) + "assoc:1      \n" + " ".repeat(65)
                        + " assoc_cap:0x431  \n" + " ".repeat(65));
    }
}
