package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import java.nio.ByteOrder;

/**
 * {@code kvmmmu}: shadow pages, their role in words.
 *
 * <pre>
 *  role   0-3 level   4 pae   5-6 quadrant   7 direct   8-10 access   11 invalid   12 nx   13 wp   14 smep   15 smap
 *         24-31 smm
 * </pre>
 */
final class KvmMmuPlugin implements Plugin {
    private static final String[] ACCESS = {"---", "--x", "w--", "w-x", "-u-", "-ux", "wu-", "wux"};

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField role = format.field("role");
        EventField roots = format.field("root_count");
        EventField unsync = format.field("unsync");
        if (!format.system().equals("kvmmmu") || role == null || roots == null || unsync == null) {
            return null;
        }
        boolean isWord = context.catalog().byteOrder() == ByteOrder.BIG_ENDIAN;
        EventHandler page = (event, out) -> {
            role((int) event.number(role), isWord, out);
            out.append(" root ").unsigned(event.number(roots) & 0xffff_ffffL).append(' ');
            out.append(event.number(unsync) != 0 ? "unsync" : "sync");
            return true;
        };
        switch (format.name()) {
            case "kvm_mmu_get_page":
                return found(format.field("created"), format.field("gfn"), page);
            case "kvm_mmu_sync_page", "kvm_mmu_unsync_page", "kvm_mmu_zap_page", "kvm_mmu_prepare_zap_page":
                return page;
            default:
                return null;
        }
    }

    private static EventHandler found(EventField created, EventField frame, EventHandler page) {
        if (created == null || frame == null) {
            return null;
        }
        return (event, out) -> {
            out.append(event.number(created) != 0 ? "new sp gfn " : "existing sp gfn ");
            return page.print(event, out.hex(event.number(frame)).append(' '));
        };
    }

    /** On big-endian machines the bits stand elsewhere, and the word is shown as it is. */
    private static void role(int role, boolean isWord, TextBuffer out) {
        if (isWord) {
            int from = out.append("WORD: ").length();
            out.hex(role & 0xffff_ffffL).alignRight(from, 8, '0');
            return;
        }
        out.decimal(role & 0xf).append(" q").decimal(role >> 5 & 3);
        out.append((role >> 7 & 1) != 0 ? " direct " : " ").append(ACCESS[role >> 8 & 7]);
        out.append((role >> 11 & 1) != 0 ? " invalid " : " ");
        out.append((role >> 4 & 1) != 0 ? "pae " : "!pae ");
        out.append((role >> 12 & 1) != 0 ? "nxe " : "!nxe ");
        out.append((role >> 13 & 1) != 0 ? "wp" : "!wp");
        out.append((role >> 14 & 1) != 0 ? " smep" : "").append((role >> 15 & 1) != 0 ? " smap" : "");
        out.append(role >>> 24 != 0 ? " smm" : "");
    }
}
