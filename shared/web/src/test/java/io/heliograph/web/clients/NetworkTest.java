package io.heliograph.web.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.128/25, 192.168.1.129, true",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.1, 192.168.1.1, true",
        "192.168.1.1, 192.168.1.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
    })
    void anAddressIsWithinOrNot(String network, String address, boolean within) {
        assertThat(Network.parse(network).contains(Ip.read(address).orElseThrow()))
                .isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "1.2.3.4.5"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4:80, 1.2.3.4, 1.2.3.4",
        "'[2001:DB8::0:1]:80', 2001:db8::1, 2001:db8::/64",
        "2001:db8:0:0:5::1, 2001:db8::5:0:0:1, 2001:db8::/64",
        "::ffff:1.2.3.4, 1.2.3.4, 1.2.3.4"
    })
    void everySpellingOfAnAddressIsTheSame(String written, String text, String site) {
        ClientAddress address = ClientAddress.of(Ip.read(written).orElseThrow());
        assertThat(address.text()).isEqualTo(text);
        assertThat(address.site()).isEqualTo(site);
    }
}
