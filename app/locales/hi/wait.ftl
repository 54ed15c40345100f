# क्यों और कितनी देर रुकना है।

wait-title = कृपया थोड़ा रुकें
wait-seconds = { $why } { $seconds ->
    [one] एक सेकंड
   *[other] { $seconds } सेकंड
} बाद फिर कोशिश करें।
wait-minutes = { $why } { $minutes ->
    [one] एक मिनट
   *[other] { $minutes } मिनट
} बाद फिर कोशिश करें।

wait-network = आपके नेटवर्क से बहुत कोशिशें आईं। ज़रूरी नहीं कि वे आपकी हों।
wait-number = इस नंबर से बहुत बार कोशिश हुई।
wait-everybody = अभी हमारे पास बहुत काम है। यह आपकी वजह से नहीं है।

# No limit: the database does not do what it should.
wait-trouble = अभी हमारे यहाँ कुछ काम नहीं कर रहा है। यह हमारी गलती है, आपकी नहीं।
