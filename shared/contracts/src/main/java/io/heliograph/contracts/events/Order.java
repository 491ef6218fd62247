package io.heliograph.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which end of time a list begins with. */
public enum Order {
    @JsonProperty("asc")
    ASC,
    @JsonProperty("desc")
    DESC
}
