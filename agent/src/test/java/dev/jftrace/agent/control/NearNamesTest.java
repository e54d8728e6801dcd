package dev.jftrace.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
    private static final Class<?>[] LOADED = {
        java.util.HashMap.class, java.util.TreeMap.class, java.util.ArrayDeque.class, int[].class, String.class
    };

    @ParameterizedTest
    @CsvSource({
        "java.util.HasMap.put, java.util.HashMap",
        "HasMap, java.util.HashMap",
        "java.util.Treemap.*, java.util.TreeMap",
        "ArayDeque.addFirst, java.util.ArrayDeque",
    })
    void shouldNameTheClassThatWasMeant(String glob, String meant) {
        assertThat(new NearNames(glob).among(LOADED)).startsWith(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.Shop.plce, a.b.Shop.place",
        "Shop.plce, a.b.Shop.place",
        "shop.price, a.b.Shop.price",
        "Shp.*, a.b.Shop",
        "Sohp.none, a.b.Shop"
    })
    void shouldNameTheFunctionBeforeItsClass(String glob, String meant) {
        assertThat(new NearNames(glob).among(List.of("a.b.Shop", "x.Shelf", "a.b.Shop.place", "a.b.Shop.price")))
                .startsWith(meant);
    }

    @ParameterizedTest
    @CsvSource({"com.acme.Order.place", "x.*"})
    void shouldNameNoneThatIsFar(String glob) {
        assertThat(new NearNames(glob).among(LOADED)).isEmpty();
    }
}
