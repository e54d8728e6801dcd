package dev.jftrace.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistTableTest {
    private static final String TEXT = """
        # event histogram
        #
        # trigger info: hist:keys=call_site.sym-offset,bytes_req:vals=hitcount,bytes_alloc:sort=hitcount:size=2048 [active]
        #

        { call_site: [ffffffffc0c69e74] nf_ct_ext_add+0xd4/0x1d0 [nf_conntrack]   , bytes_req:        128 } hitcount:          1  bytes_alloc:       1024
        { call_site: [ffffffff813f8d8a] load_elf_phdrs+0x4a/0xb0                  , bytes_req:        728 } hitcount:         21  bytes_alloc:        128

        Totals:
            Hits: 22
            Entries: 2
            Dropped: 3


        # event histogram
        #
        # trigger info: hist:keys=common_stacktrace:vals=hitcount:sort=hitcount:size=2048 [active]
        #

        { common_stacktrace:
                 __kmalloc+0x11b/0x1a0
                 do_execve+0x3d2/0x540
        } hitcount:          3

        Totals:
            Hits: 3
            Entries: 1
            Dropped: 0
        """;

    @Test
    void shouldReadEachTableBackWithKeysAndValues() {
        List<HistTable> tables = HistTable.parse(TEXT);

        assertThat(tables).hasSize(2);
        HistTable first = tables.get(0);
        assertThat(first.keys()).containsExactly("call_site", "bytes_req");
        assertThat(first.values()).containsExactly("hitcount", "bytes_alloc");
        assertThat(first.rows())
                .containsExactly(
                        new HistTable.Row(
                                List.of("[ffffffffc0c69e74] nf_ct_ext_add+0xd4/0x1d0 [nf_conntrack]", "128"),
                                List.of("1", "1024")),
                        new HistTable.Row(
                                List.of("[ffffffff813f8d8a] load_elf_phdrs+0x4a/0xb0", "728"), List.of("21", "128")));
        assertThat(first.hits()).isEqualTo(22);
        assertThat(first.dropped()).isEqualTo(3);
    }

    @Test
    void shouldTakeAStackOfManyLinesForOneKey() {
        HistTable stacks = HistTable.parse(TEXT).get(1);

        assertThat(stacks.rows()).singleElement().satisfies(row -> {
            assertThat(row.keys().getFirst()).contains("__kmalloc+0x11b/0x1a0", "do_execve+0x3d2/0x540");
            assertThat(row.values()).containsExactly("3");
        });
    }

    @Test
    void shouldFindNoTableWhereNoneIs() {
        assertThat(HistTable.parse("")).isEmpty();
    }
}
