/** What a record is on its way to the model: row, feature vector, label. */
package io.gradstream.core.data;
