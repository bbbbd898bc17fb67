/// Texts written for this test, and their vectors as the model gives them with weights of 32 bits,
/// each rounded to 8 bits by its largest number.
let references: [(text: String, vector: String)] = [
  (
    "What causes muscle spasms?",
    """
    AugIJtL9LhI/zwH9KSX7D+4ZIPkCKroR4STvA+nNA6zCIFZnCgL+G+QIJf1lO+MgPijA30TlBOXiKcvv7Qbg+/cXBiIy\
    NQ7o+v8F5vbtGeoZ8sP7GAh/+dgn/8TiKwIM7d8JGiLfVmP8HSkH3g/pWNQC7B4qB/b5+cna1LsVgwAmtg4C0+rcHSHL\
    vcNo6f/cuQ0e4CQwAja8EP8C2vvy5wH/Lh4VC0ID8/PZ+Sm7FuXY9PP/LwbPxRfO5QMmBzUPBuDsAeD/5K/jA//Y5BCs\
    2ASxM1rhBvLi9PjqP/4oDQDo8hkMBwMLTd7q1crt+cPvwAolL/NeI+lHNvTU/gAdHQMMBhXGMvQQLkpdTzr0BNq/Rub3\
    DvUE1tr/6Qv7zc3maDkG+TL/Kw4AOscz0hkowAU4LhWoLPwrE8Az5QQlJADxF8nj4vkCAwfG/v4P2fz2zWnpHwXJCBQe\
    sf04MqH2+QrTq0Hd09rVygsP+fXU8B83+Oz+LuuzGsD5F/sb2uUA
    """
  ),
  (
    "How do you treat a back spasm?",
    """
    HPUCK7XqDu72ufstLPjsBytAQ/+q5N8ZzibyBPfQ77m9LBk58RnIKgcSEehXMhwSRxIw4yME6+7yHusID+Ll7Ob/CwJZ\
    Uf/bFOro+hKuFBcTIPosNyZlAAAPHNrjKgINvOkRCRCfYlz/2Dj58PLOYAERCv8sFgPJDgsOsPP8vAAcJP7XxCTi6jsq\
    +Ptjt73b0kvguyMz5RL2/Qnewf8ZCiYP7RL3I0W/+jDBKCGzGhbU2Cb9J9394SDVCS5R4vXo6NXWEfXp4yPXKNTxICuz\
    0OGcClgLBIca3gPt/xAM6gDr/CkE/f3oeOIEvdHr690Y6wHjKwFUPAIVGirhFdAR2h/gzhnaENbWNSUyTDwqvtn3JNnd\
    JBsM0urUqygD294GR0cW+gDdByL0MeYAAdUb6/b9TAD3Htoj7dw7CR4mMgDQACb9svjXIPyY5v84BAPb5l3dGcfsSBMv\
    8hE3BrA26vrrgUkx1hMW2f8WB8LBEdM72mK0JRzSLO7iJRDvvLlA
    """
  ),
  (
    "What are treatments for back muscle spasms?",
    """
    A+cKIIHo3QUUrQc1MgYHFjFoYva9H+UqzyHVBgHGCrrRDCl46wbcFPgGOOpXDBIMNyEd8TTg+uPXPtsZMufa4dMn8hRO\
    KAbaIPrxGBrdHfMM7esrKzVnDu4ZPuDlF87/3N0oFjLAb0jz8D3h2/+pOssl8ytTAQLgFBsdruQWqwD+6vjbyAnuHDLI\
    xu591ObEqTcBszs+FDzm9S/21usIEiLr9TLiClT7AyO6NzmdBPO3xfoMBcTsxg4GECM08yXpy+Di7Mbq/vrsGcqtCACg\
    yfSp/n8g5JsFCPSkEx0fDQAD70Mp+wb4XvvrsOAD974MxQDOSxR3MAE8Fh3gIe4J6vrq4AzuLtMDNhcnVC4WvazMIfLU\
    BxIesAncuyXNxvHjW2Ao/vvlGi0QUugq7tgr2AQiOgb2QvU9B+9B4yM2TwDlAwgXperEBO2e4w428PzL4XblGLfkPvhO\
    2xwvLIok2QrZoDsa29sgwQUS+Pe88Rkf5zbaI+bGLdLDDBv+qt4T
    """
  ),
  (
    "Is it safe to take two painkillers at once?",
    """
    J8rDGdvL3CUo4AtGLy/9FPUM+UXi6uInyCLfI+LzU7zvAioLry4Y9Qb44+ErA6nmZD831Oc2I+HEEN8+wAn+FEBOAZgJ\
    NL3ETtLM4Az7punkyPgKCf/r/j/iQjs7FP74lDyj7vOy0f1Y7ee45t4vISZM8zUsQ0fu/tNaxgrYEAAK6Q8QAgq8IQe3\
    BcomA/QZJhMh3hPZ5h21EQAWAunV4909BUnwT9kLBDIXC0boiQnvxsrBGxbaJvLHWBDSCeIE/FXp8wAPFxAGBe4iGygQ\
    KAXG+2z3LNSq5z+6Cvi68ADcWx8+8AQJyRIQDyrRywnxPSfJ3L4YBgcZDSro6T0rJBUh+Uvw9/wT8C3MSdTkF97lAesh\
    4gQ40gfaIKMdIA/wEAHNBuz17fYcHfT1I7cF5b/8HQe+4RU92xNLCCs02gAr+QrogeTV/KcPOWQWKLH99eDhTdoJNtZC\
    RQcNAgzz3gAf6bf1YAMV3db5djDu+uwHLvo3Zvjf3ua+DO30whj7
    """
  ),
  (
    "How long does it take for a broken toe to heal?",
    """
    yccyIhC6tRXu5BQ58gvJGtnbAMfp7vrz/gbZSu7ozQT5O/32CPTmAfYk5Qou/hIKAz6/YfogKyn4PQ70KgoS8DbT9LIH\
    GNXxItnbtdQDM/21QDUAB+wITeANARva2ykT6/S0/+gO5bxR5g5FDhEuFxQFyQrzHVko7Q8XB9UkKADqGeHOAgj94Q/0\
    8Ake1Mgo/BWv3Tn4JfIK9/ILJAJIJAkWyddn9wvHMxQr1gL07RXX2BkfPsAPLxMOBScsChvt3AMZDwbEDvP7+ccj89jX\
    A/PTCRMR6LrR+tzA1tHZHQAT7zU8DtW+fwfz8/DKBOX9ITwW+/QjFgn9FmXNvgIK18QfCUGxBykvGJrGKyjfBvUoGiUJ\
    Q9E5EtvDmw/KESxHNgsJCAPZMR3bEuwlAOwJ4MvVBZ5E8D0d8OEvCPDj2ABFQML3FQcRCRDw3PgIMtnqAhL35svcFvDb\
    DgbfxwwS2Q8o4gcCDwDl2yEt3/ISGzDZBh5X/dfcAwvoHwXGye4u
    """
  ),
  (
    "Why does my laptop fan run all the time?",
    """
    Mf4OAi3K0OpkARQE5f4yGQ7Q9cnl9AIdBt0y6c0IGwoDSAnzvw0CFtzcQQr8I///LPoL7weuHBIZBAbtKOPC6gbYCgoj\
    BhwkEBLl5d7GEu3h7/giKx5F4N4I7ggJD/MHJuoLF+73MigW+/kCAc3H9gc5K88J5dg2/Sjn/OXsBQAb5Q8Z8hEA3Q//\
    F/rtDBfhBfXw10D+1BH39iQTCRQ/9KsK6vPzFzfp7AzZ++UCzgbdMCL6EiDk7i3H/hYPFOQEDBtaCvIh/OIC4PHn5/+B\
    1N7vHOYX9+H4APwNBQ8F9wDy3BwN7w+7A+4h39rYBh37+xoEDeIvGdDyB9AR+gcHDeQaLtEDFDQJ8vs3FegD+eod6QnH\
    KxICFgs8GOFEAMr6BxUhDi3jCSLkAMwF9+fcJNfr/eMApv8gAfom6x4j1wDZBxYdEfgu8wgAK+r36ifZ6C0HCPYMGugT\
    LPL7/wjsEAPS0SwC8DDUGQ7QEjH3JN40Ge0KK/vnDPkQAvsR7uP4
    """
  ),
  (
    "Can I return a gift without the receipt?",
    """
    v3D1898zKNwT8kEI/OXg2AkyEfwX+fQROQ7G/MnxWBbKzwhJKPzwBs4nIUwt/DcOIvY7GOEU5RdOC7/s7sz/6vgQ8uQC\
    +EroKBEgFxEDs0TFDBTpBjAlLSPlvPzS1M3RFdP2HCsNCPQkBOorFc3XJDgpCAvLAiOB/eBdDsHIRwDOEhDOMfQ9wejU\
    +The/OlY3wAw6AnMDuMVxfAvLPEiFE/K4RkPCkjSIeHoK+rJTtnX7OcCB//MqUQ1GM8kDgIF3cUqGwTpDyzVvQ0K9wg8\
    td30C0/wWwoCAQfF3BjSEAA57//lwyz/I9M1E8nxB0YFBw4n5e0zFbGsKSwSm8Rt3s4KRtXj2f9aEDUUOSbH6+lrHewn\
    G8G+Og/gSsn0ptbRH89r8WMbDz4A1R9I3BUDw94NPNsip9ulDwcz7yzpPAA1Q0LR4RcA9KzPAszd6vTtTczq8wnrJvfT\
    3x8PE8j07iYm/Lv7+wHbM/TXI+cbPq7ZINXm6f+4BQkFHNUL1AfO
    """
  ),
  (
    "What is the difference between a cold and the flu?",
    """
    7vjSIxIzGU4h9NIfO0ML0e7VBB729s7wBQzfI/AlCBT0+9PxLUIO4+YwCvM8NNltJf7NErpqA03i4NIMihcVIhrwvuwZ\
    CLsRDPYe6BYE4yr+FEH26+BT8O0YFu78JLnrH0/dK+GBLSMaLQq66tfgLdb9I/f32RILBccA+gIH6QAn90FZFeTnMQ08\
    Den7CDQVruPiMzQaGhkr09Md7OjQFBQL7c719RXUDeTdHEPzzeQC7jESEQgT4BwyCiQTISLp/RwIHQEGNu8CHwQH5fz9\
    2trXI1WTBO8tHdbrNyTuHwD99MQP7UsYEjEW17nS7hTmFRzxRLgF5dr+Cx0qvvQf3cvg3wTxyOHcJ/BkKCcb394T/gz6\
    8eitwN+g5BYPkLjN2+H/BUHiL/UK6BAPJRsbF7QE562uCxfbCN4Z/PXbAABdMgAH/xnn9SQgAjvs7d0PqAwD//f06gNJ\
    BxoZCOK48v4E08pq9eSsLQja9vjqK88ougIDKAO/C7X1Dt/tyQ0l
    """
  ),
  (
    "Where do I change my e-mail address?",
    """
    3dAq8xHUFexOI9PtD+v4CN4MDwULBfzhE+nbTpyWO+InCw3+9xsN/uDt9Nk1Sx/8FxYz594aAzAvLvgyWBn7G+i9JQ3v\
    24EHwRIm+hMKBWH3MvfmQgfv6/wNGeDvJrsc9QgGHQ0XADJB6h0+8fZK1uML/ebrZUgA1NDT9rz34gATMRUM5+H1CAHd\
    FxEZ+vUNAhgnA9Ac/AkVRzQKzgTt5QU2QRDp3N3vMwP7JxgwZgxOyifQ2Dfk//rcNtz4NR8OErncqfEU/bQDQ72+ryGz\
    1P1UrEEZ3QpWBv/U6CkL4QD8i9UvsSVeOSMXyRX99v4o8iWvvtA7HwHw7zMK/rzPAapj3AvWBygJHwMEJxZJDf/mJv31\
    K+wQNgDfCf3gHA9H1hzn5fzRGtUHtMLiHijhLejy/sW47RAHEv4lEOq+1wD781I1DSUUQEDQ4gJCHuPyHNwdKtchELII\
    /h4V4+3vCO8BpPW70/cCByMh8uwjF+EJ38tGFQ0Z7fex1fPxDPXN
    """
  ),
  (
    "How many eggs can a hen lay in a week?",
    """
    HObZCdoT6NcG5BLCuQT3+Mq6B94YsR7m5N295fHU2w3wEwsG5QsS/B37A8nxChULNywL6vNWWTnC9vz+/hPx5hYP5/oA\
    /g9HF/7xJyDZCfHKF/T5/vEbOOzmFxwMAiIY/OGPCPfjKNL9DOb16yTb60s0P+sGE/o+KBog2sUH1wAM7ScpR+L2MD/j\
    +L793kDTPCsB+8Tp0+n68P3K3Q5FBvL3OxpM9ek1IKE1EwTU5AfO6yEG4dI2J/7qCzgI3twLAOGe3KVYE93bsNoP/fEe\
    9Dg2xO3iCgFdMt4M8ieU4wC/DI5HCe85YAwY/eYACQAbCPJa5dUAAkQLHxQz9f31usYV9iwoBCItGusV7/szJ+cODATN\
    ANghBtn4Fif2Iu4w0e/GCOKnD/g6A5vsMv0yDoHEGeLzlU8ZHULgKCz6GQAuFhwUVfMqzigEFeTp8OgEIS4UDSYX8/cr\
    CDJR8jjr/fjL6+MGDwvNCPsAz0If+fP36gIJZDAf2SLYDAXfLh/0
    """
  ),
  (
    "Do cats need to be vaccinated every year?",
    """
    PxoE79/3CrPqDzUYD1f7B9beJxu8/f0Hxui3+9cp4rjZMvSyEBX6XM3G6e/8AxvgLx7z9B8b98AAC/jptv7lMwUO6e5R\
    FOU8+g3wJSgFaQjdEjAsMyoLA8//PuAxN9LwGPX5FLmZ+jgCFQzl6y4CKiIZ/xwovzLTHOEMEhLhIgAbBRsTEwP4//vF\
    4v0O1S/17vj/5QfkIxwM/eQK0/tK//AOvfsZHhQfRP0gCVrB6ufT6Vbu3K4DBgvYDy8V+TUMByVQAxohJwevptgFI/YK\
    UA8EGH8C/xn23S33GwWzBgDb3hgtqkEECD5V8hQmH971t8rVsrgz/fwtAeNE9Z0A6vH5AxkLBQoxzvzBPvQpEQhN+NjU\
    4vbQHekQ2g0W2tr1zfX/5jGscgnAxqj9akH/H8jH+/v3xye91DX03Snf5AAKVvD3+u/zmvgYafMjBR5FGfziM9IVwRcJ\
    4ur7+tDv2R6mx7YYzyvXGxU2D6jx9fsU+/IuLPDQExXOG+EUASLu
    """
  ),
  (
    "What’s the capital of Côte d’Ivoire?",
    """
    JEDjIe3h+g4iH/WB+M0F+AXUB9cA/QbgGe3wAw3iD+IBDgIDCgEdBxwZAt0IBBYu8u5K3MwR5AHoChYeLejyGAroHOzq\
    4BTJEP0/wcUkFff/IAoSBO0f/Q634vvjHcTiACnLJgoM693nGjQOBgi8COoLAQsFvPce56Xo9eQMKwAXAy0WFQbvKOf+\
    CbDrDSQMHv7w9gYG4vo0CAQdMw/x+eW42hbaCAIdJuLy+f4c//lA+/v+6BAfJcXwACM8CQYPEfgYIyXC894JM+QeBw0K\
    DgH2ygPk3ezt0dvZIvLr5AAk2uD4DyQmIusFD88yCAQvAgUe6sTsC+jbFbr68Bz38NhR0RMS9w4pExISRDAHEfAB60IN\
    7gwdJ/Qg1toLSvUUAwmvFhUASvXH8sxCTfji8834CAipQxiqEDfUCvsG+gAo9/gl6Of09OMf2Qzr9/gY/DcO6v8RANUU\
    6B0iCvQmCObfC+fh4t7tOhsoBhv7KhUB29Tz/xv/9MPrCiMD+gry
    """
  ),
  (
    "Which antihistamine makes you least drowsy?",
    """
    J+ElJUv6R0IJKcLKM0AHMhzSOA3JQjIT+0bzBQTB5NkYwcPs/Vg8H/1/5dDx0BUfLVkEFbhdCxOKLd4wgef+2yVV3twp\
    5aPNMAD1t03YAwC+ChpVQN0U9Q/9T9UHLzTs9SqNE+n1piwgPh+k+tb2BusRq/FAGhsTFvsW1AAT3wDaGRsVLPzGcDne\
    rOq+/SCvoeD61fMM3jO1MCkx/A4t1BAZ3he77BUOrDXlIQDDli7Q2DjZNwC96SvXGE0MEhfpHwvu6PrpDCX5LvrdNBkX\
    ox2u/FD55OLrEQrh3gURxwAGpCQH5B1DByE8J/LiAxcgMxHw+RIwzzc+GREG/dv+B/ikA1Ls0KQFDhw4Ykw+ubeqKR/f\
    +isV7/Cs/QX/6tACD8bnJie+Qpn84qsjSxQz68khGe2t8DUV9yYPD+4aPQAl2AI90+rBFJOxSRwWBvMy8VX/HLsrA8Q8\
    veztI9/jLu/VxQwt0BH0CgvrDCnjOuv26iouae3A+7TI1LwuDwwn
    """
  ),
  (
    "How do I remove red wine stains from a wool carpet?",
    """
    EA3/JRMw3c/iwugE30DWN876G9AL5BLwEuXqNdMUb/ht7+vn/NAVQR0SyBYk8BwqODHtFPDm9AtrHxm+P9PcKeQUGxL3\
    Aq32Fx/j/wHa7zmMDgQw+TH10N3j/RLm7fUrExYA/NroyLm8E/QJKtffyB8JAC1/F6MaDtJB3wPTKgD6++zlYwDqDydC\
    W/TeuewePNm76xEr8QTAFhsZKfBWBNFJhBeWBigeFRxgCP/G3SIuNSdQNNHi8wEQ+OtDEzkd/r0UCQrvBmwY7b8F6sfn\
    s6HlFemr6NE8LtH25K2aOwBn1fvs9gRJZ9MjDSLDMB1hUjQSzO9RCznP6TXUz/Dw9q+kBen22MUnQqzP7AQOlQwIMxIs\
    4Q0cQvjh6ljOSbUO/RsOTPbnM1EaLa29K/Dm/ybENy8by9X086IV/iXg/gD8/zEa8O/AVs/C6dfuOiwA6QX76wr3Dyvi\
    8AnyFAEn+wz3Efnz6foL5Pni7gHF7tf8AjA9CDDh0zP38S9T5DPQ
    """
  ),
  (
    "Should children under 3 use toothpaste with fluoride?",
    """
    AcnBEuTEH1/tIyjj11wl5CckA64/70PvH2LQv+g8K+oojO0D+i0CFNQDKasivh7YRjYZ+An8z8kByfVsxe3bEQscwMoK\
    T9EHawE6KD8HEMIDIX5FPzMNu8r/+XFMUdrtuA6+G9LAHEoI/NzoLRvcT/0R2uQgk/spGKgE/PPUDwDdMR8V0U4hvAjc\
    J98U7v5UpBDl/DP86T0NDZwN+woJ1eATlyQE95EJJSkFGSTjBED2PhM54xkOK/HfI/D22+3vygZfIB3d+QaX9re8XzAn\
    9U2DABSO+LfeB+UfxCEoywAR7QMl8hr+1FgtCS0nhfIYSRob8Bkv7zT+GOSj3ScNJB3515y1+7oc+TA3XMhLCgrybfj2\
    2NfNNSSv5kAV6tvaHQaLPCwsLycdxtfaMxja/8caD97XgQzs6xkH+DvTMwAzPQAwvhPcB9wVIX0ZAurmP+fRGOscLfzw\
    0yxB5wfL7N7707QNE7IACfEPDeIV1w4/9NTaycsKDgr5FeMIyUMg
    """
  ),
  (
    "HOW DO I CANCEL MY SUBSCRIPTION??",
    """
    /v//9AP1Hr4tKNgKKeHXwNA4+u3gSdZnO9nZBcz2UeA04BWmt/kG/zH5secdBbUQG1shvrIP7A42SAwOPtifQL9SFCYD\
    EMj9+A9UJSPLMVTLwhQAEzgf6jjTJj4y+7To+PvXBRfR7/D5pQQ18gL82gb/2383fwPG+y0G3/0HOACs7+zQOeNXKd0q\
    FjsH+M+yIiPc5C/5F/L9++P6H/z2DOcwDMPn+vTaIfCTAjveVZ068EUIx+3o/+vh6YolykHss/fcytP8OgIT27v/3S8P\
    RCkFwCc2HB9ADROvA9IMQAD45dXgxtDxMjkCKSzuNykEJxSM85T/CcAL6gFeK+kw/OoAUekVYuriMKr8AiniR87wGrzC\
    WhTdAUYuULoh/gH0HyU2Hhvxvzga3wvs9wv71y4X8wLL5wv7/iYC1dwYBQAh3WT6OQnjU+L/C/IiHSDD6NsVCNrrF574\
    FiwuFr4FCvjzreX6+9suPzERJfYi9u9qQuYIUfatvxPclE4g9cfO
    """
  ),
  (
    "python list comprehension if else",
    """
    FSQf+UHXXtvF9x79/igJD+gg+J0aHs0mHhEC9NQDxOcLNF7xxfO4LsC19Of0SPIpLd7z8KiyCDD6Ae6R5dMBHyHl0ija\
    KPQCBf8txnyt7068yCgv36AISegK9tlH8lB35PKvCwoGNLYqI0C0F64h7i4NHtcjSKz7EvlP5+u83QCE1ejhDucK3sna\
    BTb2KA0YAx0J+PrG5wwKxdHBAPu86RfgQkBDzP4I/xAKG+Lq6TYNQjPH4RIDDSpBG/ow+/wu9y8gKRsN18kFAL8C8rwK\
    uAT9CDT0BTIW8xHaBhj0/QD6Ux3a2fhn9GbhCtsS1Q9E5R3f994M7PfSLua+0xAO9yEgBhgh6KPuMlgSCMoNCT0y/BMm\
    8z6sOq3239DdAvIa9O/C+PYCH+30kL4b/tvfOKgSDjO+7k43LEP6yjkz+QDpAQTywf8E4SUfKvrQDDdfHw8VNy3TDDfl\
    RdvvEh8lA+bUBdchF/4V8ObXMiXMG9EXtez6CMo18xh/tBELNU7h
    """
  ),
  (
    "When was the treaty of Westphalia signed, and by whom?",
    """
    A2gZz9HYJwwT9df3Ax7zC8Yb+OTo6iDVHu5OutYTs8+nJBMEYSXcB8gOGhK/AfwTshkMA9n6KzjrOtsV2fGw6yK8UPC8\
    KgXOBK1AvtkeC9LXQRIWRdQe80H9FdIP8c0RSEFQFRSyrxz8HeHcMBzEDAAM9Bgg5le37QLLEbVMKwAG9joUzgUc9I3J\
    A/3s0hfz1x0nAREH2xMQ//oM1P0wKRgH4yny+wfIJRP+0hrs2M0LH+oTJAfMQN4Z8DfgLkf3GiQBDwzt+0Aa6QL48zDC\
    +tTo90cc2dIM4Cb0DQcX7QBd5AzxzgcXHLDzF/0GS6n3+ywoDf0G5fjlyFvnwfEj/NLgKrwCCCIN4gUGf1cyHAr2DSgp\
    LcELCdj8K97VMfoQO/q4BEHcEukEIkqnExHWROIQERchDA/b8Rr8CfsX7QAxFMzhqfEd+tokFVLeBt3f5gDhAL/46+sO\
    EDUU9sC6AOkk0OvWBDzvGmA2Ghse9e0z8r8gJa/+EPsPC/4r8e/5
    """
  ),
  (
    "東京の天気はどうですか?",
    """
    VmZUBcZIJu3L+C+46/DstALmANcX9ec26hPvKi4a+zMBzgsd8csh+78KFuzpEQ8XHd0f9PYgCzEI//XxrgIC7XAR7eXk\
    xgz+J+DVD7rz8+D43vBUCQ8DLRre4jfKBZ44wuII9Dz/Hwn/5wPUCvrQvsfmDipD1bnZAeri9s8oSQAqq/sC4QoHM/r4\
    AvMS0CklD/INAP3f3fj9+OjSBxj26tgjCt0kaDI2Fd3VxlMyB+FDBhAU0wZrMhoh4zoPGxUVFsD08PAE9expIdHO51b3\
    GPfL+CwzFSPxFtrgwkjiuAAGFdTpyPzjYeEAxQA3/fEZTxDJAvenFjjhJ1n57B/gEQky8eI/3+4J1+Jk+gIgnwfMJBjv\
    8OsPIPL/6/MS+Pb49+cV/h8/Gu3wCcwiGhUy/91B8sj5354fFc/9YdeyAAAU5dAJ7NQDOxwvV/bDPq/gGAb53xXxFeoC\
    FtcMAQ7xEOIA3tQ8PMbNQw0IAFHOOAQhBIElKvHKJQoENwLjVYcp
    """
  ),
  (
    "Does it hurt?",
    """
    JuseQgbtf+8E2sP3AE0nEiUNt9zN9MLywcD3T/y0zv4hMhIW4TIF1zT9HO9KQkb5+QMdySbwHBbm/fb18vcmYjcS+YEr\
    Fvcp5eXH1x7QFEzl9uRAzABn3dAeVfoYQ/sTvveDNhw5DfHq+8bpARIcEB3hu/xSDt4lwrQGJN2v7gBMogzJwgknHdP3\
    7gcg8TTwvADO79smqzHNGrDKHg+Z6RDoGxdYW/viAibMHQn1/eHmzcUbZgD7VyfNLgT9lu0vzxQpFxIGyBbO6MpC3zYk\
    nCrWQRY/896dLvUD++bK5gCjBRQtDNP5Xbg7BdTyJV0BKh3u56/xRvHJIEiTsfYy8f0e3XhJBA8PC+TGMtkLQcgRRwA2\
    Ne1V1cP1ue/rS+X8AgLZ7yAI89nXEMsHEuTZ9rMIULnz6BcrnBxOMQoODwDDKe3C4Nj41tAC9C0YSNtfRALjENcV8i/x\
    BUY14hNXAO4y/Lzf+M8V8OVDKMTVY+rzKD8oCvQk3RX1PAbjvC8V
    """
  ),
  (
    """
    The report was late because the printer had run out of ink, the courier did not \
    come, and nobody had written down the number of the office on the third floor, so \
    that in the end someone had to walk across town in the rain with all forty copies \
    under a coat that was never meant for such weather.
    """,
    """
    500iTyUb/wHK/kAhN9W32+DS9e3/IyAlDS3C5vLxADczC1/KWScwCSP96wfe294F+w0PHd7J3cEWIs7y5eSMGFwT1NHq\
    GgUhEAoN+fXp+Qf4ywt/+NQf+PzeB+XyTeECDwcrLfn/DssM3dzB1fUR3SjuK+fnCOAK/h/X+dkyZgD09PklfRvq4iD3\
    /vgR9eg+LynRHh66E+TtL/8APA8HM2QXEgMV2QwewA4N3AwD+Qj/RSwj+Bv+yyTaCvBPUjPoI9LsCvvyEwL+1ygV9d4i\
    wQjk574ZDR0m1C4V4hbqAQDR/Njg1fPq5hY+/Nb4GfUnOw/h5i3E21XlDirN5/oW+AM9ChYWMPzqCOQP5vHp4vEOA+fo\
    9iSqIdjq4TDdAtbi+O4C4xjq/wDS3zQ+3z3G/d74uRXm2TK/+SNFJA4GAwDnJfreOtBYAgUxAsDuEy/GK6jO0ATt9+fn\
    9AL9AxPwAdbu5PJRBPX63fDPCTbw3uDf7P/lF2MDz/Xq+fnX39wU
    """
  ),
]
